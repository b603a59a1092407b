/// Texts that look like a pairing string: a version, then base64 in comma-separated parts.
enum PairingText {
    private static let alphabet = Array(
        "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".utf8
    )

    /// The same text for the same length, on every run.
    static func make(length: Int) -> String {
        var state = UInt32(truncatingIfNeeded: length)
        let body = (0..<length).map { index in
            state = state &* 1_664_525 &+ 1_013_904_223
            return index % 45 == 44 ? UInt8(ascii: ",") : alphabet[Int(state >> 26)]
        }
        return String(decoding: (Array("2@".utf8) + body).prefix(length), as: UTF8.self)
    }
}
