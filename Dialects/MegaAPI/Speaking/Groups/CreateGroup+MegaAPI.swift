import DialectKit

extension CreateGroup: SpokenCommand {
    /// `create`, which makes a new group every time.
    func conversation(_ context: SpokenContext) throws(CommandFailure) -> Conversation<Group> {
        let vendor = try VendorInstance(context)
        let request = vendor.post("/rest/group/{key}/create", effect: .once) { json in
            json.member("group_data") { json in
                json.member("group_name", subject)
                json.participants(participants)
            }
        }
        return .ask(request) { (reply) throws(CommandFailure) in
            guard let group = try reply.success()["group"].flatMap({ Group(vendor: $0) }) else {
                throw UpstreamReply.unreadable
            }
            return .done(Told(group))
        }
    }
}

extension ChangeParticipants: SpokenCommand {
    /// `…Participants`; the vendor goes through them one by one and takes its time.
    func conversation(_ context: SpokenContext) throws(CommandFailure) -> Conversation<[Address]> {
        let path = "/rest/group/{key}/\(change.rawValue)Participants"
        let request = try VendorInstance(context).post(path) { json in
            json.member("group_data") { json in
                json.member("jid", group.jid)
                json.participants(participants)
            }
        }
        return .ask(request) { (reply) throws(CommandFailure) in
            guard let updated = try reply.success()["updatedParticipants"]?.array else {
                throw UpstreamReply.unreadable
            }
            let changed = updated.flatMap { $0.participants(after: change) }
            guard !changed.isEmpty || participants.isEmpty else {
                throw CommandFailure(
                    .groupParticipantRefused,
                    "WhatsApp changed none of the members"
                )
            }
            return .done(Told(changed))
        }
    }
}

extension LeaveGroup: SpokenCommand {
    /// `leaveGroup`, a DELETE with the group in the query.
    func conversation(
        _ context: SpokenContext
    ) throws(CommandFailure) -> Conversation<LeaveGroup.Outcome> {
        let request = try VendorInstance(context).request(
            .delete,
            "/rest/group/{key}/leaveGroup",
            query: [("jid", group.jid)]
        )
        return .ask(request) { (reply) throws(CommandFailure) in
            _ = try reply.success()
            return .done(Told(Outcome()))
        }
    }
}

extension JSONWriter {
    fileprivate mutating func participants(_ participants: [Address]) {
        memberArray("participants") { json in
            for participant in participants { json.string(participant.jid) }
        }
    }
}

extension JSONValue {
    /// Whom one inner array of `updatedParticipants` names.
    ///
    /// The library's later versions would show `{status, jid}` (inferred).
    fileprivate func participants(after change: ChangeParticipants.Change) -> [Address] {
        (array ?? [self]).compactMap { element in
            if let text = element.string { return Address(parsing: text) }
            guard change.isDone(status: element["status"]?.whole) else { return nil }
            return element.address("jid")
        }
    }
}
