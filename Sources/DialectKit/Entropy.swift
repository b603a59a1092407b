/// Texts made out of random bytes that are given, so that minting stays pure.
public enum Entropy {
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
