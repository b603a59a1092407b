import DialectKit

extension KeptMedia {
    /// The digest of the bytes in base 64, as WhatsApp's own clients write it.
    var base64SHA256: String {
        var bytes: [UInt8] = []
        var high: UInt8?
        for byte in sha256.utf8 {
            let digit = Self.digit(byte)
            if let first = high {
                bytes.append(first << 4 | digit)
                high = nil
            } else {
                high = digit
            }
        }
        return Base64.encode(bytes)
    }

    /// The value of a lower-case hexadecimal digit.
    private static func digit(_ byte: UInt8) -> UInt8 {
        byte >= UInt8(ascii: "a") ? (byte &- UInt8(ascii: "a") &+ 10) & 15 : byte & 15
    }
}
