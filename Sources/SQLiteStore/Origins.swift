internal import Canonical
internal import Engine

/// What repeats from send to send of an instance.
struct Origin: Equatable {
    let sender: Address
    let senderName: String
    let dialect: DialectID
    let upstream: UpstreamID

    init(of sent: SentRecord) {
        sender = sent.message.sender
        senderName = sent.message.senderName
        dialect = sent.dialect
        upstream = sent.upstream
    }
}

/// The small number that each origin has inside the file.
///
/// What it remembers must be forgotten when a transaction is rolled back.
final class Origins {
    private let find: Statement
    private let add: Statement
    /// The last one of each instance, by the instance's number.
    private var known: [Int64: (origin: Origin, number: Int64)] = [:]
    /// The one that was asked for last.
    private var last: (instance: Int64, origin: Origin, number: Int64)?

    /// How many instances are remembered.
    private static let limit = 10_000

    init(_ connection: Connection) throws(StoreError) {
        find = try Statement(
            connection,
            """
            SELECT number FROM origins
            WHERE sender = ?1 AND sender_name = ?2 AND dialect = ?3 AND upstream = ?4
            """
        )
        add = try Statement(
            connection,
            """
            INSERT INTO origins (sender, sender_name, dialect, upstream)
            VALUES (?1, ?2, ?3, ?4) RETURNING number
            """
        )
    }

    /// The number of a send's origin, given to it now if it has none.
    func number(of sent: SentRecord, instance: Int64) throws(StoreError) -> Int64 {
        let origin = Origin(of: sent)
        if let last, last.instance == instance, last.origin == origin { return last.number }
        let number = try remembered(origin, instance)
        last = (instance, origin, number)
        return number
    }

    /// Forgets everything it remembers.
    func forget() {
        known.removeAll()
        last = nil
    }

    private func remembered(_ origin: Origin, _ instance: Int64) throws(StoreError) -> Int64 {
        if let known = known[instance], known.origin == origin { return known.number }
        let number = try lookUp(origin)
        if known.count >= Self.limit { known.removeAll() }
        known[instance] = (origin, number)
        return number
    }

    private func lookUp(_ origin: Origin) throws(StoreError) -> Int64 {
        let bind = { (binder: inout Binder) in
            binder.jid(origin.sender)
            binder.text(origin.senderName)
            binder.text(origin.dialect.text)
            binder.text(origin.upstream.text)
        }
        if let found = try find.first(bind: bind, read: { $0.int() }) { return found }
        if let added = try add.first(bind: bind, read: { $0.int() }) { return added }
        throw StoreError(.database, "the origin of a send got no number")
    }
}
