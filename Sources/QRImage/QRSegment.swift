/// A whole text in one mode, before its version is known.
///
/// Switching modes inside a text would save a few codewords in rare texts; pairing strings mix
/// cases all through and gain nothing.
package struct QRSegment: Equatable, Sendable {
    /// The mode that was chosen.
    package let mode: QRMode
    private let characterCount: Int
    private let payload: BitBuffer
    private let isUTF8: Bool

    /// A text, marked as UTF-8 when it goes beyond ASCII.
    ///
    /// Without the mark a reader takes bytes as ISO 8859-1 or guesses (ISO/IEC 18004, 7.3.2).
    package init(text: String) {
        let bytes = Array(text.utf8)
        self.init(bytes: bytes, isUTF8: bytes.contains { $0 >= 0x80 })
    }

    /// Bytes whose meaning is left to the reader.
    package init(bytes: [UInt8]) {
        self.init(bytes: bytes, isUTF8: false)
    }

    private init(bytes: [UInt8], isUTF8: Bool) {
        mode = QRMode(for: bytes)
        characterCount = bytes.count
        payload = mode.payload(of: bytes)
        self.isUTF8 = isUTF8
    }

    /// Bits of header and characters in a symbol of the given version.
    package func bitCount(in version: QRVersion) -> Int {
        (isUTF8 ? 12 : 0) + 4 + mode.countWidth(in: version) + payload.bitCount
    }

    /// The data codewords of a symbol: header, characters, terminator and padding.
    ///
    /// The segment must fit: ``bitCount(in:)`` at most eight times `capacity`.
    package func codewords(in version: QRVersion, capacity: Int) -> [UInt8] {
        var bits = BitBuffer()
        if isUTF8 {
            bits.append(0b0111, width: 4)
            bits.append(26, width: 8)
        }
        bits.append(mode.indicator, width: 4)
        bits.append(characterCount, width: mode.countWidth(in: version))
        bits.append(payload)
        bits.append(0, width: min(4, capacity * 8 - bits.bitCount))
        let padding = [0xEC, 0x11] as [UInt8]
        let codewords = bits.bytes
        return codewords + (0..<capacity - codewords.count).map { padding[$0 & 1] }
    }
}
