internal import Glibc

/// The octets that the grammars of RFC 9110 and RFC 9112 speak of.
enum ByteClass {
    static let tab: UInt8 = 0x09
    static let lineFeed: UInt8 = 0x0A
    static let carriageReturn: UInt8 = 0x0D
    static let space: UInt8 = 0x20
    static let quote: UInt8 = 0x22
    static let comma: UInt8 = 0x2C
    static let slash: UInt8 = 0x2F
    static let colon: UInt8 = 0x3A
    static let semicolon: UInt8 = 0x3B
    static let equals: UInt8 = 0x3D
    static let question: UInt8 = 0x3F
    static let backslash: UInt8 = 0x5C

    /// `tchar` of RFC 9110 section 5.6.2.
    static func isToken(_ byte: UInt8) -> Bool {
        isIn(byte, low: 0x03FF_6CFA_0000_0000, high: 0x57FF_FFFF_C7FF_FFFE)
    }

    /// `unreserved` of RFC 3986, the only octets taken in a host name.
    static func isUnreserved(_ byte: UInt8) -> Bool {
        isIn(byte, low: 0x03FF_6000_0000_0000, high: 0x47FF_FFFE_87FF_FFFE)
    }

    /// What a field value may hold: no control octet except tab (RFC 9110 section 5.5).
    static func isFieldValue(_ byte: UInt8) -> Bool {
        (byte >= space && byte != 0x7F) || byte == tab
    }

    /// What a request target may hold: visible ASCII that begins no fragment.
    static func isTarget(_ byte: UInt8) -> Bool { byte > space && byte < 0x7F && byte != 0x23 }

    static func isBlank(_ byte: UInt8) -> Bool { byte == space || byte == tab }

    static func isDigit(_ byte: UInt8) -> Bool { byte >= 0x30 && byte <= 0x39 }

    static func lower(_ byte: UInt8) -> UInt8 { byte >= 0x41 && byte <= 0x5A ? byte | 0x20 : byte }

    /// The value of a hexadecimal digit, nil for anything else.
    static func hexValue(_ byte: UInt8) -> Int? {
        switch byte {
        case 0x30...0x39: Int(byte) - 0x30
        case 0x41...0x46: Int(byte) - 0x37
        case 0x61...0x66: Int(byte) - 0x57
        default: nil
        }
    }

    /// Membership in a set of ASCII octets given as two words of bits.
    private static func isIn(_ byte: UInt8, low: UInt64, high: UInt64) -> Bool {
        guard byte < 0x80 else { return false }
        let word = byte < 0x40 ? low : high
        return (word >> UInt64(byte & 0x3F)) & 1 == 1
    }
}

extension Span<UInt8> {
    /// Where the byte first occurs within the bounds, which must lie inside the span.
    func firstIndex(of byte: UInt8, in bounds: Range<Int>) -> Int? {
        guard !bounds.isEmpty else { return nil }
        return extracting(bounds).withUnsafeBytes { bytes in
            guard
                let base = bytes.baseAddress,
                let found = memchr(base, Int32(byte), bytes.count)
            else { return nil }
            return bounds.lowerBound + (UnsafeRawPointer(found) - base)
        }
    }

    /// Whether the bounds hold that text, ASCII case aside; the text must be in lower case.
    func matches(_ text: StaticString, in bounds: Range<Int>) -> Bool {
        guard bounds.count == text.utf8CodeUnitCount else { return false }
        let start = text.utf8Start
        for offset in 0..<bounds.count
        where ByteClass.lower(self[bounds.lowerBound + offset]) != start[offset] { return false }
        return true
    }

    /// The bounds without spaces and tabs at either end.
    func trimmed(_ bounds: Range<Int>) -> Range<Int> {
        var lower = bounds.lowerBound
        var upper = bounds.upperBound
        while lower < upper, ByteClass.isBlank(self[lower]) { lower += 1 }
        while upper > lower, ByteClass.isBlank(self[upper - 1]) { upper -= 1 }
        return lower..<upper
    }

    /// A copy of the bytes within the bounds.
    func array(_ bounds: Range<Int>) -> [UInt8] {
        extracting(bounds).withUnsafeBufferPointer { Array($0) }
    }

    /// The bytes within the bounds as text; what is not UTF-8 becomes replacement characters.
    func string(_ bounds: Range<Int>) -> String {
        extracting(bounds).withUnsafeBufferPointer { String(decoding: $0, as: UTF8.self) }
    }
}
