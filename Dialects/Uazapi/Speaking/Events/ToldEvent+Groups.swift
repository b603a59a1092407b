import DialectKit

/// `groups`: a whole group, or a record in which the filled members say what changed.
extension ToldEvent {
    var group: [Observation]? {
        guard let id = event.address("JID"), id.isGroup else { return nil }
        let moment = event.moment("Timestamp")
        if kind == "JoinedGroup" { return arrival }
        let payloads = settings(of: id) + members(of: id)
        guard !payloads.isEmpty else { return nil }
        return identities(event) + identities(of: payloads)
            + payloads.map { observation(.event($0), at: moment) }
    }

    /// That a member's LID and phone are one person, where the record has both.
    private func identities(of payloads: [EventPayload]) -> [Observation] {
        payloads.flatMap { payload -> [Observation] in
            guard case .groupParticipants(_, _, let people, _) = payload else { return [] }
            return people.flatMap { identity(lid: $0.lid, phone: $0.address.phone) }
        }
    }

    private var arrival: [Observation]? {
        guard let told = ToldGroup(event) else { return nil }
        let isNew = event.text("Type") == "new"
        let payload = EventPayload.groupJoined(told.group, by: author, isNew: isNew)
        return Observation.identities(in: [told.group], at: receivedAt)
            + [observation(.event(payload))]
    }

    /// Who changed it; nobody did where people came by a link.
    private var author: Address? {
        event.text("JoinReason") == "invite" || event.text("Reason") == "invite"
            ? nil : sender(event)
    }

    private func settings(of group: Address) -> [EventPayload] {
        var changes: [GroupChange] = []
        if let name = event["Name"]?.text("Name") { changes.append(.subject(name)) }
        if let topic = event["Topic"], topic.object != nil {
            changes.append(.description(topic.flag("TopicDeleted") ? nil : topic.text("Topic")))
        }
        if let flag = event["Locked"]?["IsLocked"]?.bool { changes.append(.locked(flag)) }
        if let flag = event["Announce"]?["IsAnnounce"]?.bool { changes.append(.announce(flag)) }
        return changes.map { .groupChanged(group, $0, by: author) }
    }

    private func members(of group: Address) -> [EventPayload] {
        let changes: [(ChangeParticipants.Change, String, Participant.Role)] = [
            (.add, "Join", .member), (.remove, "Leave", .member), (.promote, "Promote", .admin),
            (.demote, "Demote", .member),
        ]
        return changes.compactMap { change, name, role in
            let lids = event.texts(name + "Lid")
            let people = event.texts(name).enumerated().compactMap { index, text in
                member(text, lid: lids.indices.contains(index) ? lids[index] : nil, role)
            }
            guard !people.isEmpty else { return nil }
            if change == .remove, people.count == 1, people.allSatisfy(isOwn) {
                return .groupLeft(group, by: author.flatMap { isOwn($0) ? nil : $0 })
            }
            return .groupParticipants(group, change, people, by: author)
        }
    }

    private func member(_ text: String, lid: String?, _ role: Participant.Role) -> Participant? {
        guard let address = Address(parsing: text) else { return nil }
        let lid = address.lid ?? lid.flatMap { Address(parsing: $0)?.lid }
        return Participant(address: address, lid: lid, role: role)
    }

    private func isOwn(_ member: Participant) -> Bool { isOwn(member.address) }

    private func isOwn(_ address: Address) -> Bool {
        guard let account = context.instance.account else { return false }
        if let digits = address.lid { return digits == account.lid }
        return address.isSamePerson(as: .phone(account.phone))
    }
}
