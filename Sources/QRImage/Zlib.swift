internal import CZlib

/// The two functions of zlib that a PNG needs.
enum Zlib {
    /// Compresses into the zlib format (RFC 1950).
    static func compress(_ bytes: [UInt8]) -> [UInt8] {
        let bound = compressBound(uLong(bytes.count))
        return [UInt8](unsafeUninitializedCapacity: Int(bound)) { buffer, count in
            var length = bound
            let status = compress2(
                buffer.baseAddress,
                &length,
                bytes,
                uLong(bytes.count),
                Z_DEFAULT_COMPRESSION
            )
            // The buffer has the size zlib asks for, so only a lack of memory is left to go wrong.
            precondition(status == Z_OK, "zlib could not compress: \(status)")
            count = Int(length)
        }
    }

    /// The CRC-32 that closes a chunk.
    static func crc32(_ bytes: [UInt8]) -> Int {
        Int(CZlib.crc32(0, bytes, uInt(bytes.count)))
    }
}
