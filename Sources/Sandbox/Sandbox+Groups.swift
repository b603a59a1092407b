public import Canonical
public import Engine

extension Sandbox {
    /// Puts a group into the world; one with that id that is there already stays as it is.
    ///
    /// Numbers that are not in the world are added. Throws `requestInvalid` for a member who is not
    /// on WhatsApp.
    @discardableResult
    public func addGroup(
        id: String? = nil,
        subject: String,
        description: String? = nil,
        owner: PhoneNumber,
        participants: [(phone: PhoneNumber, role: Participant.Role)],
        createdAt: Timestamp,
        now: Timestamp,
        effects: inout Effects
    ) throws(CommandFailure) -> Group {
        if let id, let known = groups[id] { return known.view }
        let listed = [(owner, Participant.Role.superadmin)] + participants.map { ($0, $1) }
        for (number, _) in listed where person(at: number)?.phone.isOnWhatsApp == false {
            throw CommandFailure(
                .requestInvalid,
                "the phone is not on WhatsApp",
                field: "participants",
                value: number.digits
            )
        }
        let members = listed.map { number, role in (resident(number, &effects), role) }
        let group = WorldGroup(
            id: id ?? freshGroupID(),
            subject: subject,
            description: description,
            owner: members.first?.0,
            createdAt: createdAt
        )
        for (person, role) in members { group.add(person, role: role) }
        open(group, now, &effects)
        return group.view
    }

    /// Takes every group out of the world, without a word to its members.
    public func removeGroups(effects: inout Effects) {
        for (id, group) in groups.sorted(by: { $0.key < $1.key }) {
            for member in group.members { group.remove(member.person) }
            effects.remove("sandbox.group", id)
        }
        groups.removeAll()
    }

    func createGroup(
        _ command: CreateGroup,
        _ call: inout EmbeddedCall
    ) throws(CommandFailure) -> Group {
        let (_, me) = try online(call)
        let wanted = command.participants.compactMap { address -> Person? in
            person(at: address).flatMap { $0.canBeAdded ? $0 : nil }
        }
        guard !wanted.isEmpty || command.participants.isEmpty else {
            throw CommandFailure(
                .groupParticipantRefused,
                "none of the participants can be added",
                field: "participants"
            )
        }
        let group = WorldGroup(
            id: freshGroupID(),
            subject: command.subject,
            description: nil,
            owner: me,
            createdAt: call.now
        )
        group.add(me, role: .superadmin)
        for person in wanted { group.add(join(person, &call.effects), role: .member) }
        open(group, call.now, &call.effects)
        return group.view
    }

    func listGroups(
        _ command: ListGroups,
        _ call: inout EmbeddedCall
    ) throws(CommandFailure) -> ListGroups.Outcome {
        let (_, me) = try online(call)
        return me.groups
            .filter { !command.onlyAdministered || $0.role(of: me) != .member }
            .sorted { ($0.createdAt, $0.id) < ($1.createdAt, $1.id) }
            .map(\.view)
    }

    func readGroup(
        _ command: GetGroup,
        _ call: inout EmbeddedCall
    ) throws(CommandFailure) -> Group {
        let (_, me) = try online(call)
        return try group(command.group, of: me).view
    }

    func restrictGroup(
        _ command: RestrictGroup,
        _ call: inout EmbeddedCall
    ) throws(CommandFailure) -> Group {
        let (_, me) = try online(call)
        let group = try administered(command.group, by: me)
        let change: GroupChange =
            switch command.restriction {
            case .sending: .announce(command.onlyAdmins)
            case .settings: .locked(command.onlyAdmins)
            }
        apply([change], to: group, by: me, call.now, &call.effects)
        return group.view
    }
}

extension Sandbox {
    /// The group that the person is in.
    func group(_ address: Address, of person: Person) throws(CommandFailure) -> WorldGroup {
        guard case .group(let id) = address, let group = groups[id],
            group.role(of: person) != nil
        else { throw CommandFailure(.groupNotFound, "the account is in no such group") }
        return group
    }

    /// The group that the person is an admin of.
    func administered(_ address: Address, by person: Person) throws(CommandFailure) -> WorldGroup {
        let group = try group(address, of: person)
        guard group.role(of: person) != .member else {
            throw CommandFailure(.groupNotAdmin, "the account is no admin of the group")
        }
        return group
    }

    /// Tells the instances of a group's members.
    func tell(
        _ group: WorldGroup,
        _ event: EventPayload,
        _ now: Timestamp,
        _ effects: inout Effects
    ) {
        for member in group.members { tell(member.person, event, now, &effects) }
    }

    /// Tells a person's instances.
    func tell(
        _ person: Person,
        _ event: EventPayload,
        _ now: Timestamp,
        _ effects: inout Effects
    ) {
        for session in person.sessions { give(.event(event), to: session, at: now, &effects) }
    }

    private func open(_ group: WorldGroup, _ now: Timestamp, _ effects: inout Effects) {
        groups[group.id] = group
        keep(group, &effects)
        tell(group, .groupJoined(group.view, by: group.owner?.address, isNew: true), now, &effects)
    }

    /// Whoever has the number, added to the world if need be.
    private func resident(_ number: PhoneNumber, _ effects: inout Effects) -> Person {
        let person = person(at: number) ?? settle(invent(number), key: number.equalityKey)
        if !person.isKept { keep(person, &effects) }
        return person
    }

    private func freshGroupID() -> String {
        while true {
            let id = "120363" + generator.digits(12)
            if groups[id] == nil { return id }
        }
    }
}

extension Person {
    /// Whether others may add it to groups.
    var canBeAdded: Bool { audience(of: .groupAdd) != .none }
}
