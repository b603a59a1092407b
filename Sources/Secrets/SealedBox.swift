internal import COpenSSL

/// Secrets at rest under AES-256-GCM, each bound to the place where it is stored.
///
/// A sealed value is the nonce (12 bytes), the ciphertext and the tag (16 bytes). Nonces are random,
/// so one key is good for about four thousand million values (NIST SP 800-38D section 8.3).
public struct SealedBox: Sendable, CustomStringConvertible {
    /// Bytes of a key.
    private static let keyCount = 32

    private static let nonceCount = 12
    private static let tagCount = 16
    private let key: [UInt8]
    /// Looked up once and never let go: by its name it would be looked up for each use.
    private static let cipher = Cipher(EVP_CIPHER_fetch(nil, "AES-256-GCM", nil))

    // Unchecked because OpenSSL only reads it.
    private struct Cipher: @unchecked Sendable {
        let raw: OpaquePointer?

        init(_ raw: OpaquePointer?) { self.raw = raw }
    }

    /// Takes a key of 32 bytes; nil for another number of them.
    public init?(key: [UInt8]) {
        guard key.count == Self.keyCount else { return nil }
        self.key = key
    }

    /// A mask: keys are not printed.
    public var description: String { "SealedBox(***)" }

    /// Seals the plaintext; the same associated data must be given to open it.
    public func seal(_ plaintext: [UInt8], for associatedData: [UInt8]) -> [UInt8] {
        seal(plaintext, for: associatedData, nonce: SecureRandom.bytes(Self.nonceCount))
    }

    /// Opens what ``seal(_:for:)`` made; nil when the key, the place or a single bit differs.
    public func open(_ sealed: [UInt8], for associatedData: [UInt8]) -> [UInt8]? {
        let textCount = sealed.count - Self.nonceCount - Self.tagCount
        guard textCount >= 0, let context = EVP_CIPHER_CTX_new() else { return nil }
        defer { EVP_CIPHER_CTX_free(context) }
        let nonce = Array(sealed.prefix(Self.nonceCount))
        var tag = Array(sealed.suffix(Self.tagCount))
        let text = Array(sealed[Self.nonceCount...].prefix(textCount))
        var plain = [UInt8](repeating: 0, count: textCount + 1)
        var count: Int32 = 0
        guard EVP_DecryptInit_ex2(context, Self.cipher.raw, key, nonce, nil) == 1,
            Self.feed(associatedData, { EVP_DecryptUpdate(context, nil, &count, $0, $1) }),
            Self.feed(text, { EVP_DecryptUpdate(context, &plain, &count, $0, $1) }),
            copenssl_gcm_set_tag(context, Int32(Self.tagCount), &tag) == 1
        else { return nil }
        var rest = [UInt8](repeating: 0, count: 16)
        guard EVP_DecryptFinal_ex(context, &rest, &count) == 1 else { return nil }
        plain.removeLast()
        return plain
    }

    /// The same with a given nonce, which must never be used twice under one key.
    package func seal(
        _ plaintext: [UInt8],
        for associatedData: [UInt8],
        nonce: [UInt8]
    ) -> [UInt8] {
        guard let context = EVP_CIPHER_CTX_new() else { preconditionFailure("Out of memory.") }
        defer { EVP_CIPHER_CTX_free(context) }
        var text = [UInt8](repeating: 0, count: plaintext.count + 1)
        var rest = [UInt8](repeating: 0, count: 16)
        var tag = [UInt8](repeating: 0, count: Self.tagCount)
        var count: Int32 = 0
        guard nonce.count == Self.nonceCount,
            EVP_EncryptInit_ex2(context, Self.cipher.raw, key, nonce, nil) == 1,
            Self.feed(associatedData, { EVP_EncryptUpdate(context, nil, &count, $0, $1) }),
            Self.feed(plaintext, { EVP_EncryptUpdate(context, &text, &count, $0, $1) }),
            EVP_EncryptFinal_ex(context, &rest, &count) == 1,
            copenssl_gcm_get_tag(context, Int32(Self.tagCount), &tag) == 1
        else { preconditionFailure("AES-256-GCM is part of OpenSSL.") }
        text.removeLast()
        return nonce + text + tag
    }

    /// Hands bytes to one update call; none at all need no call.
    private static func feed(
        _ bytes: [UInt8],
        _ update: (UnsafePointer<UInt8>?, Int32) -> Int32
    ) -> Bool {
        guard !bytes.isEmpty else { return true }
        guard let count = Int32(exactly: bytes.count) else { return false }
        return bytes.withUnsafeBufferPointer { update($0.baseAddress, count) == 1 }
    }
}
