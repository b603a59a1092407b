internal import Canonical
internal import Observability

/// The keys with an end under which streams were opened: a stream must not outlive its key for long.
///
/// By how long is up to who asks ``expired(at:)``, which the gateway does once a minute. One entry
/// for each key, gone once the key has expired.
final class StreamKeys: Sendable {
    private let ends = Lock([String: Timestamp]())

    /// Remembers when a key expires.
    func note(_ key: String, until expiresAt: Timestamp) { ends.withLock { $0[key] = expiresAt } }

    /// The keys that have expired since the last call.
    func expired(at now: Timestamp) -> [String] {
        ends.withLock { ends in
            let over = ends.filter { $0.value <= now }.map(\.key)
            for key in over { ends[key] = nil }
            return over
        }
    }
}
