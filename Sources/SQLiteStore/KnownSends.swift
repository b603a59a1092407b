internal import Canonical
internal import Engine

/// Which sends have a row of their own, and which a sign of progress, as the writer knows them.
///
/// What it remembers must be forgotten when a transaction is rolled back.
final class KnownSends {
    private let greatest: Statement
    private let greatestSigned: Statement
    private let find: Statement
    /// The sends that were added last, by rising number: receipts ask for these.
    private var recent: [(number: Int64, instance: Int64)] = []
    /// The place in them after the one that was asked for last: signs of progress mostly come in the
    /// order of their sends.
    private var next = 0
    /// The greatest number there is, nil as long as nobody asked.
    private var last: Int64?
    /// The greatest number that has a sign of progress in its order, nil as long as nobody asked.
    private var lastSigned: Int64?

    /// How many sends are remembered: those of a second or two under load.
    private static let limit = 65_536

    init(_ connection: Connection) throws(StoreError) {
        greatest = try Statement(connection, "SELECT ifnull(max(number), 0) FROM sends")
        greatestSigned = try Statement(connection, "SELECT ifnull(max(send), 0) FROM receipts")
        find = try Statement(
            connection,
            "SELECT 1 FROM sends WHERE number = ?1 AND instance = ?2"
        )
    }

    /// Whether a send can be appended: its number is above every other's.
    func precede(_ send: SendNumber) throws(StoreError) -> Bool {
        try send.value > lastNumber()
    }

    /// Remembers a send that is being appended.
    func note(_ send: SendNumber, of instance: Int64) {
        if recent.count >= Self.limit { recent.removeFirst(Self.limit / 2) }
        recent.append((send.value, instance))
        last = send.value
    }

    /// Whether an instance made that send; to be asked once what waits for insertion was noted.
    func contain(_ send: SendNumber, of instance: Int64) throws(StoreError) -> Bool {
        if let known = remembered(send) { return known == instance }
        guard try send.value <= lastNumber() else { return false }
        let found = try find.first(
            bind: { binder in
                binder.int(send.value)
                binder.int(instance)
            },
            read: { $0.bool() }
        )
        return found ?? false
    }

    /// Whether a sign of a send's progress can be appended to the first ones: no later send has one.
    func isNextSigned(_ send: SendNumber) throws(StoreError) -> Bool {
        let last: Int64
        if let lastSigned { last = lastSigned } else { last = try Self.number(greatestSigned) }
        lastSigned = last
        return send.value > last
    }

    /// Remembers the send whose first sign is being appended.
    func noteSigned(_ send: SendNumber) { lastSigned = send.value }

    /// Forgets everything it remembers.
    func forget() {
        recent.removeAll()
        last = nil
        lastSigned = nil
    }

    private func lastNumber() throws(StoreError) -> Int64 {
        if let last { return last }
        let number = try Self.number(greatest)
        last = number
        return number
    }

    private static func number(_ statement: borrowing Statement) throws(StoreError) -> Int64 {
        try statement.first(bind: { _ in }, read: { $0.int() }) ?? 0
    }

    /// Whose a send is that was added lately, nil when it was not.
    private func remembered(_ send: SendNumber) -> Int64? {
        if next >= recent.count || recent[next].number != send.value { next = place(of: send) }
        guard next < recent.count, recent[next].number == send.value else { return nil }
        defer { next += 1 }
        return recent[next].instance
    }

    /// The place of the first one whose number is not lower.
    private func place(of send: SendNumber) -> Int {
        var low = 0
        var high = recent.count
        while low < high {
            let middle = (low + high) / 2
            if recent[middle].number < send.value { low = middle + 1 } else { high = middle }
        }
        return low
    }
}
