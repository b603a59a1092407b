internal import Canonical

/// The messages that came further than the receipts which are still under way for them.
///
/// Who opens a chat at once has read a message before the phone's receipt for it is due; that
/// receipt must not be told afterwards, because a message's status never goes back.
struct Overtaken {
    private struct Entry {
        let status: MessageStatus
        let until: Timestamp
    }

    private var entries: [MessageID: Entry] = [:]

    /// The most messages that are remembered; receipts of further ones come in their own order.
    private static let limit = 10_000

    /// Remembers how far a message has come, until no receipt can be due for it any more.
    mutating func note(
        _ message: MessageID,
        _ status: MessageStatus,
        until: Timestamp,
        now: Timestamp
    ) {
        guard now < until else { return }
        if entries.count >= Self.limit { entries = entries.filter { $0.value.until > now } }
        if let known = entries[message], known.status >= status { return }
        guard entries.count < Self.limit else { return }
        entries[message] = Entry(status: status, until: until)
    }

    /// Whether the message came at least that far already.
    func covers(_ message: MessageID, _ status: MessageStatus) -> Bool {
        entries[message].map { $0.status >= status } ?? false
    }
}
