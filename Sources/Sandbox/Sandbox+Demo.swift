public import Canonical
public import Engine

extension Sandbox {
    /// Puts the published demo world in place: five phones and a group.
    ///
    /// What is there already stays as it is, so that it can be called at every start. The demo
    /// instance is linked apart, by ``link(_:phone:now:effects:)``.
    public func seedDemo(now: Timestamp, effects: inout Effects) throws(CommandFailure) {
        try seedPeople(now: now, effects: &effects)
        guard let owner = PhoneNumber("5511999999999"), let maria = PhoneNumber("5511988888888"),
            let joao = PhoneNumber("5531988887777")
        else { return }
        try addGroup(
            id: "120363000000000001",
            subject: "Demo Group",
            owner: owner,
            participants: [(maria, .member), (joao, .member)],
            createdAt: now,
            now: now,
            effects: &effects
        )
    }

    /// Puts the people of the published world in place, without the group; see ``seedDemo``.
    public func seedPeople(now: Timestamp, effects: inout Effects) throws(CommandFailure) {
        try add(demo: "5511999999999", "Demo", about: "Demo account", now, &effects)
        try add(demo: "5511988888888", "Maria", now, &effects)
        try add(demo: "5531988887777", "João", id: "553188887777", now, &effects)
        try add(demo: "5521977776666", "Carla", now, &effects)
        try add(demo: "5521888888888", "Nobody", traits: [.noWhatsApp], now, &effects)
    }

    private func add(
        demo digits: String,
        _ name: String,
        about: String? = nil,
        id: String? = nil,
        traits: Set<PhoneTrait> = [],
        _ now: Timestamp,
        _ effects: inout Effects
    ) throws(CommandFailure) {
        guard let number = PhoneNumber(digits), person(at: number) == nil else { return }
        try addPhone(
            number,
            name: name,
            traits: traits,
            id: id.flatMap { PhoneNumber($0) },
            about: about,
            now: now,
            effects: &effects
        )
    }
}
