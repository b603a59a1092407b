internal import Canonical

/// A message that somebody does something to, with those who have it.
struct Scene {
    /// Where a message is.
    enum Place {
        /// Between two people, who may be one.
        case pair(Person, Person)
        /// In a group.
        case group(WorldGroup)
    }

    let message: Message
    let author: Person
    let actor: Person
    let place: Place

    /// Everybody in the chat who hears of what the actor does.
    var audience: [Person] {
        switch place {
        case .group(let group): group.members.map(\.person)
        case .pair(let one, let other):
            (one === other ? [one] : [one, other])
                .filter { $0 === actor || $0.accepts(actor) }
        }
    }

    /// The chat as that person has it.
    func chat(for viewer: Person) -> Address {
        switch place {
        case .group(let group): group.address
        case .pair(let one, let other): viewer === one ? other.address : one.address
        }
    }

    /// The group it is in, nil in a chat of two.
    var group: WorldGroup? {
        if case .group(let group) = place { return group }
        return nil
    }
}
