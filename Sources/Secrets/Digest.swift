internal import COpenSSL

/// Digests of bytes, and their comparison in constant time.
public enum Digest {
    /// The 32 bytes of SHA-256 (FIPS 180-4).
    public static func sha256(_ bytes: [UInt8]) -> [UInt8] {
        [UInt8](unsafeUninitializedCapacity: 32) { buffer, initialized in
            SHA256(bytes, bytes.count, buffer.baseAddress)
            initialized = 32
        }
    }

    /// The 32 bytes of HMAC-SHA256 (RFC 2104) over the message; any key length will do.
    public static func hmacSHA256(key: [UInt8], _ message: [UInt8]) -> [UInt8] {
        // A nil key pointer means "the key of last time" to OpenSSL: lend it one byte of an empty key.
        let lent = key.isEmpty ? [0] : key
        return [UInt8](unsafeUninitializedCapacity: 32) { buffer, initialized in
            var count: UInt32 = 0
            let result = HMAC(
                EVP_sha256(),
                lent,
                Int32(clamping: key.count),
                message,
                message.count,
                buffer.baseAddress,
                &count
            )
            precondition(result != nil && count == 32, "HMAC-SHA256 is part of OpenSSL.")
            initialized = 32
        }
    }

    /// Whether both are the same bytes, in a time that tells only whether their lengths differ.
    public static func equal(_ left: [UInt8], _ right: [UInt8]) -> Bool {
        left.count == right.count && CRYPTO_memcmp(left, right, left.count) == 0
    }
}
