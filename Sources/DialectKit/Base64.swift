/// Standard base 64 with padding (RFC 4648 section 4).
public enum Base64 {
    private static let alphabet = Array(
        "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".utf8
    )
    private static let padding = UInt8(ascii: "=")
    /// What `values` holds for a byte that no base 64 text has.
    private static let unknown: UInt8 = 255

    private static let values: [UInt8] = {
        var values = [UInt8](repeating: unknown, count: 256)
        for (value, byte) in alphabet.enumerated() { values[Int(byte)] = UInt8(value) }
        return values
    }()

    /// The text of those bytes, padded, on one line.
    public static func encode(_ bytes: [UInt8]) -> String {
        var text: [UInt8] = []
        text.reserveCapacity((bytes.count + 2) / 3 * 4)
        for start in stride(from: 0, to: bytes.count, by: 3) {
            let second = start + 1 < bytes.count ? bytes[start + 1] : 0
            let third = start + 2 < bytes.count ? bytes[start + 2] : 0
            text.append(alphabet[Int(bytes[start] >> 2)])
            text.append(alphabet[Int((bytes[start] & 0x03) << 4 | second >> 4)])
            let isPair = start + 1 < bytes.count
            text.append(isPair ? alphabet[Int((second & 0x0F) << 2 | third >> 6)] : padding)
            text.append(start + 2 < bytes.count ? alphabet[Int(third & 0x3F)] : padding)
        }
        return String(decoding: text, as: UTF8.self)
    }

    /// The bytes of that text, nil when it is not base 64.
    ///
    /// White space between the characters is skipped, and padding may be missing, as mail programs
    /// and hand-written clients do.
    ///
    /// - Complexity: One pass over the text.
    public static func decode(_ text: String) -> [UInt8]? { decode(text.utf8) }

    /// The bytes of that UTF-8, by the same rules.
    static func decode(_ text: some Sequence<UInt8>) -> [UInt8]? {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(text.underestimatedCount / 4 * 3)
        var bits: UInt32 = 0
        var count = 0
        var paddings = 0
        for byte in text {
            if byte == 0x20 || (0x09...0x0D).contains(byte) { continue }
            if byte == padding {
                paddings += 1
                continue
            }
            let value = values[Int(byte)]
            guard value != unknown, paddings == 0 else { return nil }
            bits = bits << 6 | UInt32(value)
            count += 1
            guard count == 4 else { continue }
            bytes.append(UInt8(truncatingIfNeeded: bits >> 16))
            bytes.append(UInt8(truncatingIfNeeded: bits >> 8))
            bytes.append(UInt8(truncatingIfNeeded: bits))
            count = 0
        }
        return finish(bytes, bits, count, paddings)
    }

    /// Adds the last one or two bytes; a single character left over is none.
    private static func finish(
        _ whole: [UInt8],
        _ bits: UInt32,
        _ count: Int,
        _ paddings: Int
    ) -> [UInt8]? {
        var bytes = whole
        switch count {
        case 0 where paddings == 0: break
        case 2 where paddings == 0 || paddings == 2:
            bytes.append(UInt8(truncatingIfNeeded: bits >> 4))
        case 3 where paddings <= 1:
            bytes.append(UInt8(truncatingIfNeeded: bits >> 10))
            bytes.append(UInt8(truncatingIfNeeded: bits >> 2))
        default: return nil
        }
        return bytes
    }
}
