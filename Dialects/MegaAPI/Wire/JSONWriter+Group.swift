import DialectKit

extension JSONWriter {
    /// Writes the members of a group as the vendor shows it.
    mutating func group(_ group: Group, withParticipants: Bool = true) {
        member("id", group.id.jid)
        member("subject", group.subject)
        member("creation", group.createdAt.seconds)
        if let owner = group.owner { member("owner", owner.jid) }
        if let description = group.description { member("desc", description) }
        member("restrict", group.isLocked)
        member("announce", group.isAnnounce)
        memberArray("participants") { json in
            guard withParticipants else { return }
            for participant in group.participants { json.object { $0.participant(participant) } }
        }
    }

    private mutating func participant(_ participant: Participant) {
        member("id", participant.address.jid)
        switch participant.role {
        case .member: member("admin", JSONValue.null)
        case .admin, .superadmin: member("admin", participant.role.rawValue)
        }
    }
}
