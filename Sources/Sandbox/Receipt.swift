internal import Canonical

/// The next sign of a message's progress, kept small because many are under way at once.
///
/// One object, for it goes through the agenda once for each of its steps.
final class Receipt {
    /// What the sign is.
    enum Step {
        /// The server has it, and no phone takes it.
        case sent
        /// Its readers' phones have it.
        case delivered
        /// Those who read have read it.
        case read
        /// The reader writes back.
        case answer
        /// Nobody has the number.
        case failed
    }

    /// Where a message went.
    enum Chat {
        /// To one person.
        case person(Person)
        /// To a group.
        case group(WorldGroup)
        /// To an address that nobody on WhatsApp has.
        indirect case nobody(Address)
    }

    let message: MessageID
    let author: Person
    let sentAt: Timestamp
    /// Where it went.
    let chat: Chat
    /// The words to be written back, nil when nobody will.
    let answer: String?
    /// What comes next.
    var step: Step

    init(of letter: Letter, in chat: Chat, answer: String? = nil, _ step: Step) {
        message = letter.id
        author = letter.author
        sentAt = letter.sentAt
        self.chat = chat
        self.answer = answer
        self.step = step
    }

    /// Its reader, nil in a group and when nobody has the number.
    var reader: Person? {
        if case .person(let reader) = chat { return reader }
        return nil
    }

    /// Its group, nil in a chat of two.
    var group: WorldGroup? {
        if case .group(let group) = chat { return group }
        return nil
    }

    /// The chat as the author has it.
    var address: Address {
        switch chat {
        case .person(let reader): reader.address
        case .group(let group): group.address
        case .nobody(let address): address
        }
    }
}
