import DialectKit

/// The vendor's Group object, read; ``GroupObject`` writes it.
struct ToldGroup {
    /// The group.
    let group: Group
    /// Whether the account is one of its admins.
    let isAdministered: Bool

    /// Reads a group, nil when it has no address.
    init?(_ json: JSONValue) {
        guard let id = json.address("JID"), id.isGroup else { return nil }
        let members = (json["Participants"]?.array ?? []).compactMap { ToldMember($0) }
        group = Group(
            id: id,
            subject: json.text("Name") ?? "",
            description: json.text("Topic"),
            owner: json.phone("OwnerPN", "OwnerJID").map(Address.phone)
                ?? json.address("OwnerPN", "OwnerJID"),
            createdAt: json.moment("GroupCreated") ?? Timestamp(milliseconds: 0),
            isAnnounce: json.flag("IsAnnounce"),
            isLocked: json.flag("IsLocked"),
            participants: members.map(\.participant)
        )
        isAdministered = json.flag("OwnerIsAdmin")
    }

    /// What a reply to a call about a group tells.
    static func told<Outcome>(
        _ outcome: Outcome,
        _ groups: [ToldGroup],
        _ context: SpokenContext
    ) -> Told<Outcome> {
        let people = Observation.identities(in: groups.map(\.group), at: context.now)
        return Told(outcome, observations: people)
    }
}

/// The vendor's GroupParticipant object, read.
struct ToldMember {
    /// The member, by the phone where it is told.
    let participant: Participant
    /// WhatsApp's status, 0 when it has nothing against it.
    private let error: Int

    /// Reads a member, nil when it has no address.
    init?(_ json: JSONValue) {
        let phone = json.phone("PhoneNumber", "JID")
        let lid = json.lid("LID", "JID")
        guard let address = phone.map(Address.phone) ?? lid.map(Address.lid) else { return nil }
        let role: Participant.Role =
            json.flag("IsSuperAdmin") ? .superadmin : json.flag("IsAdmin") ? .admin : .member
        participant = Participant(address: address, lid: lid, role: role)
        error = json["Error"]?.int ?? 0
    }

    /// Whether the member is as was asked for.
    func isDone(_ change: ChangeParticipants.Change) -> Bool {
        error == 0 || change.isDone(status: error)
    }

    /// Whether an address means this member.
    func isMeant(by address: Address) -> Bool {
        if let digits = address.lid, digits == participant.lid { return true }
        return participant.address.isSamePerson(as: address)
    }
}
