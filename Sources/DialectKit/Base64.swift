/// Base 64 as RFC 4648 defines it.
public enum Base64 {
    /// The bytes that a text stands for, nil when it is no base 64.
    ///
    /// Both alphabets of RFC 4648 are read (sections 4 and 5), the padding may be left out, and line
    /// breaks and blanks are skipped, as clients wrap long texts.
    public static func decode(_ text: some StringProtocol) -> [UInt8]? { decode(utf8: text.utf8) }

    /// The bytes that the UTF-8 of a text stands for, by the same rules.
    static func decode(utf8: some Collection<UInt8>) -> [UInt8]? {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(utf8.count / 4 * 3)
        var bits: UInt32 = 0
        var count = 0
        var padding = 0
        for character in utf8 {
            if isSpace(character) { continue }
            if character == UInt8(ascii: "=") {
                padding += 1
                continue
            }
            guard padding == 0, let value = value(of: character) else { return nil }
            bits = bits << 6 | UInt32(value)
            count += 1
            if count % 4 == 0 { append(bits, 3, to: &bytes) }
        }
        return finish(bytes, bits, count % 4, padding)
    }

    /// The text of bytes, in the first alphabet and padded.
    public static func encode(_ bytes: [UInt8]) -> String {
        var text: [UInt8] = []
        text.reserveCapacity((bytes.count + 2) / 3 * 4)
        var rest = bytes[...]
        while !rest.isEmpty {
            let group = rest.prefix(3)
            rest = rest.dropFirst(3)
            var bits: UInt32 = 0
            for byte in group { bits = bits << 8 | UInt32(byte) }
            bits <<= UInt32(3 - group.count) * 8
            for place in 0..<4 {
                let shift = UInt32(3 - place) * 6
                text.append(place <= group.count ? letters[Int(bits >> shift & 63)] : pad)
            }
        }
        return String(decoding: text, as: UTF8.self)
    }

    private static let pad = UInt8(ascii: "=")
    private static let letters = Array(
        "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".utf8
    )

    private static func append(_ bits: UInt32, _ count: Int, to bytes: inout [UInt8]) {
        for place in 0..<count {
            bytes.append(UInt8(truncatingIfNeeded: bits >> UInt32(16 - 8 * place)))
        }
    }

    /// Adds the last one or two bytes; a single character stands for none.
    private static func finish(
        _ bytes: [UInt8],
        _ bits: UInt32,
        _ characters: Int,
        _ padding: Int
    ) -> [UInt8]? {
        guard padding == 0 || padding == (4 - characters) % 4 else { return nil }
        var bytes = bytes
        switch characters {
        case 0: break
        case 2: append(bits << 12, 1, to: &bytes)
        case 3: append(bits << 6, 2, to: &bytes)
        default: return nil
        }
        return bytes
    }

    private static func isSpace(_ character: UInt8) -> Bool {
        character == 0x20 || character == 0x0A || character == 0x0D || character == 0x09
    }

    private static func value(of character: UInt8) -> UInt8? {
        switch character {
        case UInt8(ascii: "A")...UInt8(ascii: "Z"): character - UInt8(ascii: "A")
        case UInt8(ascii: "a")...UInt8(ascii: "z"): character - UInt8(ascii: "a") + 26
        case UInt8(ascii: "0")...UInt8(ascii: "9"): character - UInt8(ascii: "0") + 52
        case UInt8(ascii: "+"), UInt8(ascii: "-"): 62
        case UInt8(ascii: "/"), UInt8(ascii: "_"): 63
        default: nil
        }
    }
}
