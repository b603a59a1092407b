import DialectKit

/// `POST /group/create`, `POST /group/info`, `GET /group/list` and `POST /group/leave`, spoken.
enum SpokenGroups {
    static func say(
        _ command: CreateGroup,
        _ context: SpokenContext
    ) throws(CommandFailure) -> Conversation<Group> {
        // Digits are what the pages name.
        let people = command.participants.map { JSONValue.string($0.phone?.digits ?? $0.jid) }
        let body: JSONObject = [
            "name": .string(command.subject), "participants": .array(people),
        ]
        let request = try UpstreamRequest.uazapi(
            .post,
            "/group/create",
            body,
            effect: .once,
            in: context
        )
        return .asking(request) { (reply) throws(CommandFailure) -> Told<Group> in
            try end(reply, context)
        }
    }

    static func say(
        _ command: GetGroup,
        _ context: SpokenContext
    ) throws(CommandFailure) -> Conversation<Group> {
        try read(command.group, context)
    }

    /// Asks for a group as it stands.
    static func read(
        _ group: Address,
        _ context: SpokenContext
    ) throws(CommandFailure) -> Conversation<Group> {
        let body: JSONObject = ["groupjid": .string(group.jid)]
        let request = try UpstreamRequest.uazapi(.post, "/group/info", body, in: context)
        return .ask(request) { (reply) throws(CommandFailure) -> Conversation<Group> in
            .done(try end(reply, context))
        }
    }

    /// Members come along unless they are declined; the account's own role tells which groups it
    /// administers.
    static func say(
        _ command: ListGroups,
        _ context: SpokenContext
    ) throws(CommandFailure) -> Conversation<[Group]> {
        let request = try UpstreamRequest.uazapi(.get, "/group/list", in: context)
        return .asking(request) { (reply) throws(CommandFailure) -> Told<[Group]> in
            guard let list = try reply.uazapiJSON(context)["groups"] else {
                throw UpstreamReply.unreadable
            }
            // Go writes an empty list as null.
            let groups = (list.array ?? []).compactMap { ToldGroup($0) }
                .filter { !command.onlyAdministered || $0.isAdministered }
                .sorted { $0.group.createdAt < $1.group.createdAt }
            return ToldGroup.told(groups.map(\.group), groups, context)
        }
    }

    static func say(
        _ command: LeaveGroup,
        _ context: SpokenContext
    ) throws(CommandFailure) -> Conversation<LeaveGroup.Outcome> {
        let body: JSONObject = ["groupjid": .string(command.group.jid)]
        let request = try UpstreamRequest.uazapi(.post, "/group/leave", body, in: context)
        return .asking(request, giving: LeaveGroup.Outcome(), UpstreamReply.checkUazapi(context))
    }

    private static func end(
        _ reply: UpstreamReply,
        _ context: SpokenContext
    ) throws(CommandFailure) -> Told<Group> {
        guard let told = ToldGroup(try reply.uazapiJSON(context)) else {
            throw UpstreamReply.unreadable
        }
        return ToldGroup.told(told.group, [told], context)
    }
}
