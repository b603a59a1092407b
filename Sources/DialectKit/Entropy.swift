/// Texts made out of random bytes that are given, so that minting stays pure.
public enum Entropy {
    /// Lower-case hex of the first bytes, two digits a byte.
    public static func hex(_ bytes: [UInt8], count: Int) -> String {
        let digits = Array("0123456789abcdef".utf8)
        var text: [UInt8] = []
        for byte in bytes.prefix(count) {
            text.append(digits[Int(byte >> 4)])
            text.append(digits[Int(byte & 15)])
        }
        return String(decoding: text, as: UTF8.self)
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
        let alphabet = Array("0123456789ABCDEFGHJKMNPQRSTVWXYZ".utf8)
        var text: [UInt8] = []
        let milliseconds = UInt64(max(time.milliseconds, 0))
        for shift in stride(from: 45, through: 0, by: -5) {
            text.append(alphabet[Int(milliseconds >> UInt64(shift) & 31)])
        }
        var bits: UInt64 = 0
        var count = 0
        for byte in (bytes + [UInt8](repeating: 0, count: 10)).prefix(10) {
            bits = bits << 8 | UInt64(byte)
            count += 8
            while count >= 5 {
                count -= 5
                text.append(alphabet[Int(bits >> UInt64(count) & 31)])
            }
        }
        return String(decoding: text, as: UTF8.self)
    }
}
