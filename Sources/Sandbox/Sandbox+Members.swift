internal import Canonical
internal import Engine

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
        let concerned = command.participants.compactMap { address in
            person(at: address).flatMap { can(command.change, $0, in: group) ? $0 : nil }
        }
        guard !concerned.isEmpty || command.participants.isEmpty else {
            throw CommandFailure(
                .groupParticipantRefused,
                "the group refuses that for every participant",
                field: "participants"
            )
        }
        let changed = concerned.filter { apply(command.change, to: $0, in: group, &call.effects) }
        if !changed.isEmpty { report(command.change, of: changed, in: group, by: me, &call) }
        return concerned.map(\.address)
    }

    func leaveGroup(
        _ command: LeaveGroup,
        _ call: inout EmbeddedCall
    ) throws(CommandFailure) -> LeaveGroup.Outcome {
        let (_, me) = try online(call)
        let group = try group(command.group, of: me)
        group.remove(me)
        if group.members.isEmpty { groups[group.id] = nil }
        report(.remove, of: [me], in: group, by: me, &call)
        return LeaveGroup.Outcome()
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

    private func report(
        _ change: ChangeParticipants.Change,
        of people: [Person],
        in group: WorldGroup,
        by author: Person,
        _ call: inout EmbeddedCall
    ) {
        keep(group, &call.effects)
        for person in people {
            switch change {
            case .add:
                let event = EventPayload.groupJoined(group.view, by: author.address, isNew: false)
                tell(person, event, call.now, &call.effects)
            case .remove:
                let event = EventPayload.groupLeft(group.address, by: author.address)
                tell(person, event, call.now, &call.effects)
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
        tell(group, event, call.now, &call.effects)
    }
}
