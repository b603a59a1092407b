internal import Canonical

/// The sends that carried a client reference or an idempotency key, so that a repeat gives the
/// first answer again and sends nothing.
///
/// Bounded: the oldest entries leave first when there are more than `limit`; their repeats would be
/// sent again, which the counter tells.
struct ReferenceBook {
    /// What a repeat is compared with.
    struct Entry {
        let fingerprint: UInt64?
        let receivedAt: Timestamp
        let outcome: SendMessage.Outcome
    }

    private enum Key: Hashable {
        case reference(InstanceID, String)
        case idempotency(InstanceID, String)
    }

    private var entries: [Key: Entry] = [:]
    private var order: [Key] = []
    private var oldest = 0
    private let limit: Int
    /// How many entries left before their time.
    private(set) var evicted = 0

    init(limit: Int = 200_000) { self.limit = limit }

    /// The send that carried that reference.
    func send(_ instance: InstanceID, reference: String) -> Entry? {
        entries[.reference(instance, reference)]
    }

    /// The send that carried that key.
    func send(_ instance: InstanceID, idempotencyKey: String) -> Entry? {
        entries[.idempotency(instance, idempotencyKey)]
    }

    /// Keeps a send that succeeded.
    mutating func remember(_ record: CommandRecord, message: Message) {
        let entry = Entry(
            fingerprint: record.fingerprint,
            receivedAt: record.receivedAt,
            outcome: SendMessage.Outcome(message: message)
        )
        if let reference = record.clientReference {
            insert(.reference(record.instance, reference), entry)
        }
        if let key = record.idempotencyKey { insert(.idempotency(record.instance, key), entry) }
    }

    /// Forgets a send whose success could not be written down.
    mutating func forget(_ record: CommandRecord) {
        if let reference = record.clientReference {
            entries[.reference(record.instance, reference)] = nil
        }
        if let key = record.idempotencyKey { entries[.idempotency(record.instance, key)] = nil }
    }

    private mutating func insert(_ key: Key, _ entry: Entry) {
        if entries.updateValue(entry, forKey: key) == nil { order.append(key) }
        guard order.count - oldest > limit else { return }
        entries[order[oldest]] = nil
        oldest += 1
        evicted += 1
        if oldest > limit {
            order.removeFirst(oldest)
            oldest = 0
        }
    }
}
