import DialectKit

/// A group as the server tells of it.
struct GroupAnswer {
    let group: Group

    /// Reads a group, nil when it has no id; one without members has none.
    init?(_ json: JSONValue) {
        guard let id = json.address("id"), id.isGroup else { return nil }
        let members = json["participants"]?.array ?? []
        group = Group(
            id: id,
            subject: json["subject"]?.string ?? "",
            description: json.text("desc"),
            owner: json.address("owner"),
            createdAt: json.moment("creation") ?? Timestamp(milliseconds: 0),
            isAnnounce: json["announce"]?.bool ?? false,
            isLocked: json["restrict"]?.bool ?? false,
            participants: members.compactMap { GroupMember($0)?.participant }
        )
    }

    /// Reads the group that an answer is.
    static func read(_ reply: UpstreamReply) throws(CommandFailure) -> Group {
        let body = try EvolutionFailure.accepted(reply)
        guard let answer = GroupAnswer(body) else { throw UpstreamReply.unreadable }
        return answer.group
    }

    /// Reads the groups that an answer lists.
    static func list(_ reply: UpstreamReply) throws(CommandFailure) -> [Group] {
        guard reply.isSuccess else { throw EvolutionFailure.of(reply) }
        guard let rows = reply.json?.array else { throw UpstreamReply.unreadable }
        return rows.compactMap { GroupAnswer($0)?.group }
    }
}

/// A member, known by phone, by LID, or by both.
///
/// Where a phone is not known, some answers put the digits of the LID in its place: those are no
/// phone.
struct GroupMember {
    let participant: Participant

    /// Reads `{id, lid?, phoneNumber?, jid?, admin?}`, or the bare address.
    init?(_ json: JSONValue) {
        let text = json.string ?? json.text("id") ?? json.text("jid")
        guard let text, let id = Address(parsing: text) else { return nil }
        let lid = id.lid ?? json.lid("lid")
        let phone =
            id.phone ?? Self.phone(json.text("phoneNumber"), besides: lid)
            ?? Self.phone(json.text("jid"), besides: lid)
        let role: Participant.Role =
            switch json["admin"]?.string {
            case "superadmin": .superadmin
            case "admin": .admin
            default: .member
            }
        participant = Participant(address: phone.map { .phone($0) } ?? id, lid: lid, role: role)
    }

    /// The phone, nil when it is only the LID's digits again.
    private static func phone(_ text: String?, besides lid: String?) -> PhoneNumber? {
        guard let phone = text.flatMap({ Address(parsing: $0) })?.phone, phone.digits != lid else {
            return nil
        }
        return phone
    }
}
