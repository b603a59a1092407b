import DialectKit

extension HookBody {
    /// Milliseconds within which a group that is told of was made just then.
    private static var newMilliseconds: Int64 { 60_000 }

    /// `groups.upsert`: the account is in a group now.
    func joined(_ json: JSONValue) -> [Item] {
        guard let group = GroupAnswer(json)?.group else { return [] }
        let end = group.createdAt.advanced(byMilliseconds: Self.newMilliseconds)
        let event = EventPayload.groupJoined(
            group,
            by: json.address("author"),
            isNew: receivedAt <= end
        )
        return identities(group.participants) + [Item(.event(event))]
    }

    /// `groups.update`, which only the server's own webhook for all instances has.
    func changed(_ json: JSONValue) -> [Item] {
        guard let group = json.address("id"), group.isGroup else { return [] }
        var changes: [GroupChange] = []
        if let subject = json["subject"]?.string { changes.append(.subject(subject)) }
        if let description = json["desc"]?.string { changes.append(.description(description)) }
        if let announce = json["announce"]?.bool { changes.append(.announce(announce)) }
        if let locked = json["restrict"]?.bool { changes.append(.locked(locked)) }
        let author = json.address("author")
        return changes.map { Item(.event(.groupChanged(group, $0, by: author))) }
    }

    /// `group-participants.update`: who came, went, or became what.
    var members: [Item] {
        guard let group = data.address("id"), group.isGroup,
            let change = data.text("action").flatMap({ ChangeParticipants.Change(rawValue: $0) })
        else { return [] }
        let people = participants(after: change)
        guard !people.isEmpty else { return [] }
        let author = data.address("author")
        let event: EventPayload =
            change == .remove && people.contains(where: isOwn)
            ? .groupLeft(group, by: author)
            : .groupParticipants(group, change, people, by: author)
        return identities(people) + [Item(.event(event))]
    }

    /// The people with what is told of each beside the list of ids, by place in it or by id.
    private func participants(after change: ChangeParticipants.Change) -> [Participant] {
        let details = data["participantsData"]?.array ?? []
        return (data["participants"]?.array ?? []).prefix(2_048).compactMap { id in
            let jid = id.string ?? id.text("id")
            let detail = details.first { $0.text("jid") == jid }
            var member: JSONObject = ["id": .string(jid ?? "")]
            member["phoneNumber"] = detail?["phoneNumber"] ?? id["phoneNumber"]
            guard var person = GroupMember(.object(member))?.participant else { return nil }
            person.role = change == .promote ? .admin : .member
            return person
        }
    }

    private func isOwn(_ person: Participant) -> Bool {
        if let lid = person.lid, lid == context.instance.account?.lid { return true }
        guard let phone = person.address.phone, let own = own?.phone else { return false }
        return phone.equalityKey == own.equalityKey
    }

    private func identities(_ people: [Participant]) -> [Item] {
        people.compactMap { person in
            guard let lid = person.lid, let phone = person.address.phone else { return nil }
            return Item(.identity(lid: lid, phone: phone))
        }
    }
}
