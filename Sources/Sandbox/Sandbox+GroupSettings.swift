public import Canonical
public import Engine

extension Sandbox {
    /// Has a phone change a group's settings, and gives the group after that.
    ///
    /// Members change the name and the description unless the group is locked; admins change
    /// everything. Each setting that was otherwise before is one event. Throws `requestInvalid` for
    /// a phone that is not in the world and for a name or description that cannot be,
    /// `groupNotFound` for a group that the phone is not in, and `groupNotAdmin`.
    @discardableResult
    public func changeGroup(
        _ address: Address,
        _ changes: [GroupChange],
        by phone: PhoneNumber,
        now: Timestamp,
        effects: inout Effects
    ) throws(CommandFailure) -> Group {
        let actor = try actor(phone)
        let group = try group(address, of: actor)
        let isAdmin = group.role(of: actor) != .member
        for change in changes {
            guard isAdmin || !group.isLocked && !change.isForAdmins else {
                throw CommandFailure(
                    .groupNotAdmin,
                    "only admins may change that",
                    field: change.member
                )
            }
            if let rule = change.brokenRule {
                throw CommandFailure(.requestInvalid, rule, field: change.member)
            }
        }
        apply(changes, to: group, by: actor, now, &effects)
        return group.view
    }

    /// Makes changes to a group, and tells its members of those that were otherwise before.
    func apply(
        _ changes: [GroupChange],
        to group: WorldGroup,
        by actor: Person,
        _ now: Timestamp,
        _ effects: inout Effects
    ) {
        let made = changes.filter { group.apply($0) }
        guard !made.isEmpty else { return }
        keep(group, &effects)
        for change in made {
            let event = EventPayload.groupChanged(group.address, change, by: actor.address)
            tell(group, event, now, &effects)
        }
    }
}

extension WorldGroup {
    /// Makes a change, and says whether it was otherwise before.
    fileprivate func apply(_ change: GroupChange) -> Bool {
        switch change {
        case .subject(let subject): Self.set(&self.subject, subject)
        case .description(let text): Self.set(&description, text)
        case .announce(let isOn): Self.set(&isAnnounce, isOn)
        case .locked(let isOn): Self.set(&isLocked, isOn)
        }
    }

    private static func set<Value: Equatable>(_ place: inout Value, _ value: Value) -> Bool {
        guard place != value else { return false }
        place = value
        return true
    }
}

extension GroupChange {
    fileprivate var isForAdmins: Bool {
        switch self {
        case .subject, .description: false
        case .announce, .locked: true
        }
    }

    /// The member of the control API that asks for it.
    fileprivate var member: String {
        switch self {
        case .subject: "subject"
        case .description: "description"
        case .announce: "announce"
        case .locked: "locked"
        }
    }

    /// What WhatsApp does not allow about it, nil when it may be.
    fileprivate var brokenRule: String? {
        switch self {
        case .subject(let subject):
            (1...100).contains(subject.count) ? nil : "subject must have 1 to 100 characters"
        case .description(let text):
            (text?.count ?? 0) <= 2048 ? nil : "description must have 2048 characters at most"
        case .announce, .locked: nil
        }
    }
}
