internal import Canonical
internal import Engine

extension Sandbox {
    /// Has two people know each other from their first message on, and tells their instances.
    func introduce(
        _ one: Person,
        to other: Person,
        _ now: Timestamp,
        _ effects: inout Effects
    ) {
        guard !one.knows(other) || !other.knows(one) else { return }
        let isNewToOne = one.meet(other)
        let isNewToOther = other.meet(one)
        guard isNewToOne || isNewToOther else { return }
        keepAcquaintance(one, other, &effects)
        if isNewToOne { tell(one, of: other, isNew: true, now, &effects) }
        if isNewToOther { tell(other, of: one, isNew: true, now, &effects) }
    }

    /// Tells those who know somebody, when they show themselves differently than before.
    func tellChange(
        of person: Person,
        from before: SandboxPhone,
        _ now: Timestamp,
        _ effects: inout Effects
    ) {
        guard person.phone.looksDifferent(from: before) else { return }
        for viewer in acquaintances(of: person) {
            tell(viewer, of: person, isNew: false, now, &effects)
        }
    }

    /// The people with instances who have a chat with somebody, in a stable order.
    func acquaintances(of person: Person) -> [Person] {
        var found: [String: Person] = [:]
        for session in sessions.values where session.isLinked {
            guard let viewer = session.person, viewer.knows(person) else { continue }
            found[viewer.key] = viewer
        }
        return found.values.sorted { $0.key < $1.key }
    }

    private func tell(
        _ viewer: Person,
        of person: Person,
        isNew: Bool,
        _ now: Timestamp,
        _ effects: inout Effects
    ) {
        guard !viewer.sessions.isEmpty else { return }
        let contact = person.contact(for: viewer)
        tell(viewer, .contactChanged(contact, isNew: isNew), now, &effects)
    }
}

extension SandboxPhone {
    /// Whether those who know it see anything else than before.
    fileprivate func looksDifferent(from other: SandboxPhone) -> Bool {
        address != other.address || lid != other.lid || pushName != other.pushName
            || pictureURL != other.pictureURL
            || traits.contains(.hiddenPicture) != other.traits.contains(.hiddenPicture)
    }
}

extension Person {
    /// The person as another one sees it.
    func contact(for viewer: Person) -> Contact {
        Contact(
            address: address,
            lid: phone.lid,
            name: phone.pushName,
            pictureURL: showsPicture(to: viewer) ? phone.pictureURL : nil
        )
    }
}
