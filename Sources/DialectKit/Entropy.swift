/// Texts made out of random bytes that are given, so that minting stays pure.
public enum Entropy {
    /// Crockford's digits.
    private static let base32 = Array("0123456789ABCDEFGHJKMNPQRSTVWXYZ".utf8)

    /// Lower-case hex of the first bytes, two digits a byte.
    public static func hex(_ bytes: [UInt8], count: Int) -> String {
        Hex.encode(bytes.prefix(count))
    }

    /// A version 4 UUID of the first 16 bytes.
    public static func uuid(_ bytes: [UInt8]) -> String {
        var sixteen = Array((bytes + [UInt8](repeating: 0, count: 16)).prefix(16))
        sixteen[6] = sixteen[6] & 0x0F | 0x40
        sixteen[8] = sixteen[8] & 0x3F | 0x80
        let text = Array(hex(sixteen, count: 16).utf8)
        let parts = [text[0..<8], text[8..<12], text[12..<16], text[16..<20], text[20..<32]]
        return parts.map { String(decoding: $0, as: UTF8.self) }.joined(separator: "-")
    }

    /// The version 4 UUID that stands for an id which ends in a ULID, nil for another id.
    ///
    /// The same id always has the same UUID, also after a restart; six bits of the ULID are lost.
    public static func uuid(ofULID id: String) -> String? {
        let digits = id.utf8.suffix(26)
        guard digits.count == 26 else { return nil }
        var number: UInt128 = 0
        for digit in digits {
            guard let value = base32.firstIndex(of: digit) else { return nil }
            number = number << 5 | UInt128(value)
        }
        return uuid(
            stride(from: 120, through: 0, by: -8).map { UInt8(truncatingIfNeeded: number >> $0) }
        )
    }

    /// URL-safe text, one character of 64 a byte.
    public static func urlSafe(_ bytes: [UInt8], count: Int) -> String {
        let alphabet = Array(
            "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_".utf8
        )
        let text = (0..<count).map { alphabet[Int(bytes[$0 % max(bytes.count, 1)] & 63)] }
        return String(decoding: text, as: UTF8.self)
    }

    /// A ULID: 48 bits of milliseconds, then the first 80 random bits, in Crockford's base 32.
    public static func ulid(_ bytes: [UInt8], at time: Timestamp) -> String {
        let ten = (bytes + [UInt8](repeating: 0, count: 10)).prefix(10)
        var text: [UInt8] = []
        Crockford.append(UInt64(max(time.milliseconds, 0)), characters: 10, to: &text)
        for half in [ten.prefix(5), ten.suffix(5)] {
            let bits = half.reduce(0 as UInt64) { $0 << 8 | UInt64($1) }
            Crockford.append(bits, characters: 8, to: &text)
        }
        return String(decoding: text, as: UTF8.self)
    }
}
