/// Base 64 (RFC 4648): the usual alphabet with padding (section 4), or the one for URLs without
/// padding (section 5).
public enum Base64 {
    private static let standard = alphabet(ending: "+/")
    private static let urlSafe = alphabet(ending: "-_")
    private static let padding = UInt8(ascii: "=")
    /// What `values` holds for a byte that no base 64 text has.
    private static let unknown: UInt8 = 255

    private static let values: [UInt8] = {
        var values = [UInt8](repeating: unknown, count: 256)
        for (value, byte) in standard.enumerated() { values[Int(byte)] = UInt8(value) }
        return values
    }()

    /// The text of those bytes in the usual alphabet, padded, on one line.
    public static func encode(_ bytes: [UInt8]) -> String {
        var text = digits(of: bytes, in: standard)
        while !text.count.isMultiple(of: 4) { text.append(padding) }
        return String(decoding: text, as: UTF8.self)
    }

    /// The text of those bytes as it can stand in a URL, not padded.
    public static func encodeForURL(_ bytes: [UInt8]) -> String {
        String(decoding: digits(of: bytes, in: urlSafe), as: UTF8.self)
    }

    /// The bytes of that text, nil when it is not base 64.
    ///
    /// White space between the characters is skipped, padding may be missing, and the unused bits of
    /// the last character may be anything, as mail programs and hand-written clients do.
    ///
    /// - Complexity: One pass over the text.
    public static func decode(_ text: String) -> [UInt8]? { decode(text.utf8) }

    /// The bytes of that text, nil for anything that ``encode(_:)`` would not have written.
    ///
    /// A value has one spelling this way.
    public static func decodeExactly(_ text: String) -> [UInt8]? {
        guard let bytes = decode(text), encode(bytes) == text else { return nil }
        return bytes
    }

    /// The bytes of that UTF-8, by the rules of ``decode(_:)``.
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

    /// Four digits for three bytes; for one or two that are left over, one digit more than they are.
    private static func digits(of bytes: [UInt8], in alphabet: [UInt8]) -> [UInt8] {
        var text: [UInt8] = []
        text.reserveCapacity((bytes.count + 2) / 3 * 4)
        for start in stride(from: 0, to: bytes.count, by: 3) {
            let count = min(3, bytes.count - start)
            let second = count > 1 ? bytes[start + 1] : 0
            let third = count > 2 ? bytes[start + 2] : 0
            text.append(alphabet[Int(bytes[start] >> 2)])
            text.append(alphabet[Int((bytes[start] & 0x03) << 4 | second >> 4)])
            if count > 1 { text.append(alphabet[Int((second & 0x0F) << 2 | third >> 6)]) }
            if count > 2 { text.append(alphabet[Int(third & 0x3F)]) }
        }
        return text
    }

    private static func alphabet(ending last: String) -> [UInt8] {
        Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789\(last)".utf8)
    }
}
