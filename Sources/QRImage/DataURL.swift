/// `data:` URLs (RFC 2397), for the places where an answer carries a picture as text.
public enum DataURL {
    /// A PNG as `data:image/png;base64,` and its bytes.
    public static func png(_ bytes: [UInt8]) -> String {
        "data:image/png;base64," + base64(bytes)
    }

    /// The standard alphabet, padded and without line breaks (RFC 4648, section 4).
    package static func base64(_ bytes: [UInt8]) -> String {
        var output: [UInt8] = []
        output.reserveCapacity((bytes.count + 2) / 3 * 4)
        for start in stride(from: 0, to: bytes.count, by: 3) {
            let group = bytes[start..<min(start + 3, bytes.count)]
            let bits = group.reduce(0) { $0 << 8 | Int($1) } << (8 * (3 - group.count))
            for position in 0..<4 {
                output.append(
                    position <= group.count ? alphabet[bits >> (18 - 6 * position) & 63] : 0x3D
                )
            }
        }
        return String(decoding: output, as: UTF8.self)
    }

    private static let alphabet = Array(
        "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".utf8
    )
}
