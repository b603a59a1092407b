public import Canonical
public import Engine

extension Sandbox {
    /// Counts somebody whom the change finds as it would leave them among those it was done to.
    ///
    /// The superadmin can be neither demoted nor removed.
    func changeParticipants(
        _ command: ChangeParticipants,
        _ call: inout EmbeddedCall
    ) throws(CommandFailure) -> ChangeParticipants.Outcome {
        let (_, me) = try online(call)
        let group = try administered(command.group, by: me)
        return try change(
            command.change,
            of: command.participants,
            in: group,
            by: me,
            call.now,
            &call.effects
        )
    }

    func leaveGroup(
        _ command: LeaveGroup,
        _ call: inout EmbeddedCall
    ) throws(CommandFailure) -> LeaveGroup.Outcome {
        let (_, me) = try online(call)
        leave(try group(command.group, of: me), me, call.now, &call.effects)
        return LeaveGroup.Outcome()
    }

    /// Has a phone change a group's members, and gives those to whom it was done.
    ///
    /// An admin changes others. Whoever is no member joins by adding nobody but themselves, as by
    /// an invitation's link, and whoever is one leaves by removing nobody but themselves. Throws
    /// `requestInvalid` for a phone that is not in the world and for no participants or more than
    /// 1024, and otherwise what the commands of an instance throw.
    @discardableResult
    public func changeParticipants(
        of group: Address,
        _ change: ChangeParticipants.Change,
        _ participants: [Address],
        by phone: PhoneNumber,
        now: Timestamp,
        effects: inout Effects
    ) throws(CommandFailure) -> [Address] {
        let actor = try actor(phone)
        guard (1...1024).contains(participants.count) else {
            throw CommandFailure(
                .requestInvalid,
                "participants must be 1 to 1024",
                field: "participants"
            )
        }
        if participants.allSatisfy({ person(at: $0) === actor }) {
            if change == .remove {
                leave(try self.group(group, of: actor), actor, now, &effects)
                return [actor.address]
            }
            if change == .add, case .group(let id) = group, let known = groups[id],
                known.role(of: actor) == nil
            {
                known.add(join(actor, &effects), role: .member)
                report(.add, of: [actor], in: known, by: actor, now, &effects)
                return [actor.address]
            }
        }
        let administered = try administered(group, by: actor)
        return try self.change(change, of: participants, in: administered, by: actor, now, &effects)
    }

    private func change(
        _ change: ChangeParticipants.Change,
        of participants: [Address],
        in group: WorldGroup,
        by me: Person,
        _ now: Timestamp,
        _ effects: inout Effects
    ) throws(CommandFailure) -> [Address] {
        let concerned = participants.compactMap { address in
            person(at: address).flatMap { can(change, $0, in: group) ? $0 : nil }
        }
        guard !concerned.isEmpty || participants.isEmpty else {
            throw CommandFailure(
                .groupParticipantRefused,
                "the group refuses that for every participant",
                field: "participants"
            )
        }
        let changed = concerned.filter { apply(change, to: $0, in: group, &effects) }
        if !changed.isEmpty { report(change, of: changed, in: group, by: me, now, &effects) }
        return concerned.map(\.address)
    }

    private func leave(
        _ group: WorldGroup,
        _ person: Person,
        _ now: Timestamp,
        _ effects: inout Effects
    ) {
        group.remove(person)
        if group.members.isEmpty { groups[group.id] = nil }
        report(.remove, of: [person], in: group, by: person, now, &effects)
    }

    private func can(
        _ change: ChangeParticipants.Change,
        _ person: Person,
        in group: WorldGroup
    ) -> Bool {
        let role = group.role(of: person)
        switch change {
        case .add: return role != nil || person.canBeAdded
        case .remove, .demote: return role == .member || role == .admin
        case .promote: return role != nil
        }
    }

    /// Makes a change and says whether it changed anything.
    private func apply(
        _ change: ChangeParticipants.Change,
        to person: Person,
        in group: WorldGroup,
        _ effects: inout Effects
    ) -> Bool {
        let role = group.role(of: person)
        switch change {
        case .add where role == nil: group.add(join(person, &effects), role: .member)
        case .remove where role != nil: group.remove(person)
        case .promote where role == .member: group.setRole(.admin, of: person)
        case .demote where role == .admin: group.setRole(.member, of: person)
        case .add, .remove, .promote, .demote: return false
        }
        return true
    }

    /// Tells those who came or went, and then everybody who is in the group now.
    ///
    /// Somebody who was added so hears of it twice, as one who joined and as a member.
    private func report(
        _ change: ChangeParticipants.Change,
        of people: [Person],
        in group: WorldGroup,
        by author: Person,
        _ now: Timestamp,
        _ effects: inout Effects
    ) {
        keep(group, &effects)
        for person in people {
            switch change {
            case .add:
                let event = EventPayload.groupJoined(group.view, by: author.address, isNew: false)
                tell(person, event, now, &effects)
            case .remove:
                let event = EventPayload.groupLeft(group.address, by: author.address)
                tell(person, event, now, &effects)
            case .promote, .demote: break
            }
        }
        let event = EventPayload.groupParticipants(
            group.address,
            change,
            people.map { person in
                Participant(
                    address: person.address,
                    lid: person.phone.lid,
                    role: group.role(of: person) ?? .member
                )
            },
            by: author.address
        )
        tell(group, event, now, &effects)
    }
}
