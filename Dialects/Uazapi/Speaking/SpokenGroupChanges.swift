import DialectKit

/// `POST /group/updateParticipants`, `/group/updateAnnounce` and `/group/updateLocked`, spoken.
enum SpokenGroupChanges {
    static func say(
        _ command: ChangeParticipants,
        _ context: SpokenContext
    ) throws(CommandFailure) -> Conversation<[Address]> {
        let people = command.participants.map { JSONValue.string($0.jid) }
        let body: JSONObject = [
            "groupjid": .string(command.group.jid), "action": .string(command.change.rawValue),
            "participants": .array(people),
        ]
        let request = try UpstreamRequest.uazapi(
            .post,
            "/group/updateParticipants",
            body,
            in: context
        )
        return .asking(request) { (reply) throws(CommandFailure) -> Told<[Address]> in
            guard let entries = try reply.uazapiJSON(context)["groupUpdated"]?.array else {
                throw UpstreamReply.unreadable
            }
            return try end(command, entries.compactMap { ToldMember($0) }, context)
        }
    }

    /// Those to whom it was done; a refusal when it was done to nobody.
    private static func end(
        _ command: ChangeParticipants,
        _ members: [ToldMember],
        _ context: SpokenContext
    ) throws(CommandFailure) -> Told<[Address]> {
        var told = Told([Address]())
        for asked in command.participants {
            guard let member = members.first(where: { $0.isMeant(by: asked) }),
                member.isDone(command.change)
            else { continue }
            let (lid, address) = (member.participant.lid, member.participant.address)
            told.outcome.append(address)
            told.observations += Observation.identities(
                lid: lid,
                phone: address.phone,
                at: context.now
            )
        }
        guard !told.outcome.isEmpty || command.participants.isEmpty else {
            throw CommandFailure(.groupParticipantRefused, "WhatsApp changed none of the members")
        }
        return told
    }

    static func say(
        _ command: RestrictGroup,
        _ context: SpokenContext
    ) throws(CommandFailure) -> Conversation<Group> {
        let (target, key) =
            switch command.restriction {
            case .sending: ("/group/updateAnnounce", "announce")
            case .settings: ("/group/updateLocked", "locked")
            }
        let body = JSONObject([
            ("groupjid", .string(command.group.jid)), (key, .bool(command.onlyAdmins)),
        ])
        let request = try UpstreamRequest.uazapi(.post, target, body, in: context)
        return .ask(request) { (reply) throws(CommandFailure) -> Conversation<Group> in
            let json = try reply.uazapiJSON(context)
            // The group comes out of a cache that may be older than the change.
            guard !json.flag("needs_refresh"), let group = json["group"],
                let told = ToldGroup(group)
            else { return try SpokenGroups.read(command.group, context) }
            return .done(ToldGroup.told(told.group, [told], context))
        }
    }
}
