public import Canonical
internal import Observability
internal import Secrets
internal import Wire

/// Bytes that upstreams fetch from this gateway for a short time, in memory, each under a key that
/// nobody can guess.
///
/// A tenant and an instance have a share of the room each, so that files which nobody fetches are in
/// nobody else's way.
public final class ShareShelf: Sendable {
    /// What is fetched.
    public struct Share: Equatable, Sendable {
        /// The bytes.
        public let bytes: [UInt8]
        /// Their media type, nil when it is not known.
        public let mediaType: String?
    }

    /// Whose file it is.
    public struct Owner: Hashable, Sendable {
        let tenant: TenantID
        let instance: InstanceID

        /// The owner of an instance's files.
        public init(_ instance: Instance) {
            tenant = instance.tenant
            self.instance = instance.id
        }
    }

    /// The path that keys come after.
    public static let path = "/_sotaque/shared/"

    private let lifetimeMilliseconds: Int
    private let now: @Sendable () -> Int
    private let files: Lock<SharedFiles>

    /// Makes a shelf for so many bytes, each for so many milliseconds on the given monotonic clock.
    public init(
        limitBytes: Int = 128 * 1024 * 1024,
        lifetimeMilliseconds: Int = 600_000,
        now: @escaping @Sendable () -> Int
    ) {
        self.lifetimeMilliseconds = lifetimeMilliseconds
        self.now = now
        files = Lock(SharedFiles(limit: limitBytes))
    }

    /// Keeps the bytes and gives their key: 43 characters that need no escape in a path.
    ///
    /// Nil where there is no room for them: what nobody has fetched yet is not put out before its
    /// time.
    public func put(_ bytes: [UInt8], _ mediaType: String?, of owner: Owner) -> String? {
        let key = Base64.encodeForURL(SecureRandom.bytes(32))
        let now = now()
        let file = SharedFiles.File(
            share: Share(bytes: bytes, mediaType: mediaType),
            owner: owner,
            until: now + lifetimeMilliseconds
        )
        return files.withLock { $0.put(file, at: SHA256Digest.of(key), now) } ? key : nil
    }

    /// What lies under the key, as often as it is asked for; nil when nothing does any more.
    public func get(_ key: String) -> Share? {
        let now = now()
        return files.withLock { $0.get(SHA256Digest.of(key), now) }
    }

    /// Takes back what lies under a key.
    public func remove(_ key: String) {
        let digest = SHA256Digest.of(key)
        files.withLock { $0.remove(digest) }
    }

    /// Lets go of what is out of date; to be called now and then.
    public func sweep() {
        let now = now()
        files.withLock { $0.sweep(now) }
    }
}
