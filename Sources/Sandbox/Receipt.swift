internal import Canonical

/// The next sign of a message's progress, kept small because many are under way at once.
struct Receipt {
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

    let message: MessageID
    let author: Person
    let sentAt: Timestamp
    /// Its reader, nil in a group and when nobody has the number.
    let reader: Person?
    /// Its group, nil in a chat of two.
    let group: WorldGroup?
    /// The words to be written back, nil when nobody will.
    let answer: String?
    var step: Step
}
