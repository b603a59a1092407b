import DialectKit

/// The calls about groups; which one is meant stands in the query.
enum GroupTalk {
    /// `POST /group/create/{instance}`: people who are not on WhatsApp are left out silently.
    static func create(
        _ command: CreateGroup,
        _ context: SpokenContext
    ) throws(CommandFailure) -> Conversation<Group> {
        let body: JSONObject = [
            "subject": .string(command.subject),
            "participants": .array(command.participants.map { .string($0.jid) }),
        ]
        let request = try context.asking(.post, "/group/create", json: body, effect: .once)
        return .asking(request) { (reply) throws(CommandFailure) -> Told<Group> in
            try end(reply, context)
        }
    }

    /// `GET /group/fetchAllGroups/{instance}`: slow, for a picture is fetched for each group.
    static func list(
        _ command: ListGroups,
        _ context: SpokenContext
    ) throws(CommandFailure) -> Conversation<[Group]> {
        let request = try context.asking(
            .get,
            "/group/fetchAllGroups",
            query: ("getParticipants", "true")
        )
        return .asking(request) { (reply) throws(CommandFailure) -> Told<[Group]> in
            let groups = try GroupAnswer.list(reply)
            let wanted =
                command.onlyAdministered
                ? groups.filter { isAdministered($0, context) } : groups
            return Told(
                wanted.sorted { $0.createdAt < $1.createdAt },
                observations: Observation.identities(in: groups, at: context.now)
            )
        }
    }

    /// `GET /group/findGroupInfos/{instance}`.
    static func info(
        _ command: GetGroup,
        _ context: SpokenContext
    ) throws(CommandFailure) -> Conversation<Group> {
        .asking(try question(command.group, context)) {
            (reply) throws(CommandFailure) -> Told<Group> in
            try end(reply, context)
        }
    }

    /// `POST /group/updateSetting/{instance}`, and the group afterwards.
    static func restrict(
        _ command: RestrictGroup,
        _ context: SpokenContext
    ) throws(CommandFailure) -> Conversation<Group> {
        let action =
            switch (command.restriction, command.onlyAdmins) {
            case (.sending, true): "announcement"
            case (.sending, false): "not_announcement"
            case (.settings, true): "locked"
            case (.settings, false): "unlocked"
            }
        let request = try context.asking(
            .post,
            "/group/updateSetting",
            query: ("groupJid", command.group.jid),
            json: ["action": .string(action)]
        )
        let question = try question(command.group, context)
        return .ask(request) { (reply) throws(CommandFailure) -> Conversation<Group> in
            try EvolutionFailure.done(reply)
            return .ask(question) { (reply) throws(CommandFailure) -> Conversation<Group> in
                .done(try end(reply, context))
            }
        }
    }

    /// `DELETE /group/leaveGroup/{instance}`.
    static func leave(
        _ command: LeaveGroup,
        _ context: SpokenContext
    ) throws(CommandFailure) -> Conversation<LeaveGroup.Outcome> {
        let query = ("groupJid", command.group.jid)
        let request = try context.asking(.delete, "/group/leaveGroup", query: query)
        return .asking(request, giving: LeaveGroup.Outcome(), EvolutionFailure.done)
    }

    /// The group that an answer is, and who its members are.
    private static func end(
        _ reply: UpstreamReply,
        _ context: SpokenContext
    ) throws(CommandFailure) -> Told<Group> {
        let group = try GroupAnswer.read(reply)
        return Told(group, observations: Observation.identities(in: [group], at: context.now))
    }

    private static func question(
        _ group: Address,
        _ context: SpokenContext
    ) throws(CommandFailure) -> UpstreamRequest {
        try context.asking(.get, "/group/findGroupInfos", query: ("groupJid", group.jid))
    }

    private static func isAdministered(_ group: Group, _ context: SpokenContext) -> Bool {
        guard let account = context.instance.account else { return false }
        return group.participants.contains { member in
            member.role != .member
                && (member.address.phone?.equalityKey == account.phone.equalityKey
                    || (account.lid != nil && member.lid == account.lid))
        }
    }
}
