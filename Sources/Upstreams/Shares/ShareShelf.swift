internal import Observability
internal import Secrets
internal import Wire

/// Bytes that upstreams fetch from this gateway for a short time, in memory, each under a key that
/// nobody can guess.
public final class ShareShelf: Sendable {
    /// What is fetched.
    public struct Share: Equatable, Sendable {
        /// The bytes.
        public let bytes: [UInt8]
        /// Their media type, nil when it is not known.
        public let mediaType: String?
    }

    fileprivate struct Entry {
        let share: Share
        let until: Int
        var isFetched = false
    }

    fileprivate struct State {
        var entries: [SHA256Digest: Entry] = [:]
        /// The keys, oldest first.
        var order: [SHA256Digest] = []
        var bytes = 0
    }

    /// The path that keys come after.
    public static let path = "/_sotaque/shared/"

    private let limitBytes: Int
    private let lifetimeMilliseconds: Int
    private let now: @Sendable () -> Int
    private let state = Lock(State())

    /// Makes a shelf for so many bytes, each for so many milliseconds on the given monotonic clock.
    public init(
        limitBytes: Int = 64 * 1024 * 1024,
        lifetimeMilliseconds: Int = 600_000,
        now: @escaping @Sendable () -> Int
    ) {
        self.limitBytes = limitBytes
        self.lifetimeMilliseconds = lifetimeMilliseconds
        self.now = now
    }

    /// Keeps the bytes and gives their key: 43 characters that need no escape in a path.
    ///
    /// Nil where there is no room: what nobody has fetched yet is not put out before its time.
    public func put(_ bytes: [UInt8], _ mediaType: String?) -> String? {
        guard bytes.count <= limitBytes else { return nil }
        let key = Base64.encodeForURL(SecureRandom.bytes(32))
        let digest = SHA256Digest.of(key)
        let share = Share(bytes: bytes, mediaType: mediaType)
        let now = now()
        let entry = Entry(share: share, until: now + lifetimeMilliseconds)
        return state.withLock { state in
            state.makeRoom(bytes.count, of: limitBytes, at: now)
            guard state.bytes + bytes.count <= limitBytes else { return nil }
            state.entries[digest] = entry
            state.order.append(digest)
            state.bytes += bytes.count
            return key
        }
    }

    /// What lies under the key, as often as it is asked for; nil when nothing does any more.
    public func get(_ key: String) -> Share? {
        let digest = SHA256Digest.of(key)
        let now = now()
        return state.withLock { state in
            guard let entry = state.entries[digest], entry.until > now else { return nil }
            state.entries[digest]?.isFetched = true
            return entry.share
        }
    }

    /// Lets go of what is out of date; to be called now and then.
    public func sweep() {
        let now = now()
        state.withLock { $0.remove { $0.until <= now } }
    }
}

extension ShareShelf.State {
    /// Lets go of what is out of date, and where that is not enough of what was fetched, oldest first.
    fileprivate mutating func makeRoom(_ wanted: Int, of limit: Int, at now: Int) {
        if let first = order.first, entries[first]?.until ?? 0 <= now { remove { $0.until <= now } }
        var missing = bytes + wanted - limit
        guard missing > 0 else { return }
        remove { entry in
            guard missing > 0, entry.isFetched else { return false }
            missing -= entry.share.bytes.count
            return true
        }
    }

    fileprivate mutating func remove(where isGone: (ShareShelf.Entry) -> Bool) {
        order.removeAll { digest in
            guard let entry = entries[digest], isGone(entry) else { return false }
            entries[digest] = nil
            bytes -= entry.share.bytes.count
            return true
        }
    }
}
