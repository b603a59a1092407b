internal import COpenSSL

/// A SHA-256 digest as a value without storage of its own, to look credentials up by.
///
/// Its `==` may stop at the first difference: digests of guessed secrets tell nothing that way. Where
/// the digest itself is secret compare with ``Digest/equal(_:_:)``.
public struct SHA256Digest: Hashable, Sendable {
    /// The 32 bytes as four words, in the order of the machine.
    public let words: (UInt64, UInt64, UInt64, UInt64)

    /// The digest of a text's UTF-8.
    public static func of(_ text: String) -> SHA256Digest {
        var text = text
        return text.withUTF8 { SHA256Digest(of: UnsafeRawBufferPointer($0)) }
    }

    /// The digest of bytes.
    public static func of(_ bytes: [UInt8]) -> SHA256Digest {
        bytes.withUnsafeBytes { SHA256Digest(of: $0) }
    }

    /// Takes a digest's 32 bytes, as stored; nil for another number of them.
    public init?(bytes: [UInt8]) {
        guard bytes.count == 32 else { return nil }
        self.init(copying: bytes)
    }

    /// The 32 bytes.
    public var bytes: [UInt8] { withUnsafeBytes(of: words) { Array($0) } }

    /// Compares the digests.
    public static func == (left: SHA256Digest, right: SHA256Digest) -> Bool {
        left.words == right.words
    }

    /// Feeds the digest's first words, which are as good as all of them.
    public func hash(into hasher: inout Hasher) {
        hasher.combine(words.0)
        hasher.combine(words.1)
    }

    private init(of bytes: UnsafeRawBufferPointer) {
        var words: (UInt64, UInt64, UInt64, UInt64) = (0, 0, 0, 0)
        withUnsafeMutableBytes(of: &words) { target in
            copenssl_sha256(
                bytes.baseAddress,
                bytes.count,
                target.baseAddress?.assumingMemoryBound(to: UInt8.self)
            )
        }
        self.words = words
    }

    private init(copying bytes: [UInt8]) {
        var words: (UInt64, UInt64, UInt64, UInt64) = (0, 0, 0, 0)
        withUnsafeMutableBytes(of: &words) { $0.copyBytes(from: bytes) }
        self.words = words
    }
}
