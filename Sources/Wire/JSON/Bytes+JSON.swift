extension [UInt8] {
    /// Appends a JSON string: runs of plain bytes at once, and what must be escaped between them.
    mutating func appendQuoted(_ text: String) {
        let source = text.utf8Span.span
        append(UInt8(ascii: "\""))
        var start = 0
        for offset in source.indices where source[offset].needsEscape {
            append(copying: source.extracting(start..<offset))
            appendEscape(source[offset])
            start = offset + 1
        }
        append(copying: source.extracting(start..<source.count))
        append(UInt8(ascii: "\""))
    }

    /// Appends the decimal digits of an integer.
    mutating func appendDecimal(_ value: Int64) {
        var rest = value.magnitude
        var digits = InlineArray<20, UInt8>(repeating: 0)
        var start = digits.count
        repeat {
            start -= 1
            digits[start] = UInt8(ascii: "0") + UInt8(truncatingIfNeeded: rest % 10)
            rest /= 10
        } while rest > 0
        if value < 0 { append(UInt8(ascii: "-")) }
        append(copying: digits.span.extracting(start..<digits.count))
    }

    private mutating func append(copying source: Span<UInt8>) {
        // The pointer is only read, and only during the call.
        unsafe source.withUnsafeBufferPointer { unsafe append(contentsOf: $0) }
    }

    private mutating func appendEscape(_ byte: UInt8) {
        append(UInt8(ascii: "\\"))
        switch byte {
        case UInt8(ascii: "\""), UInt8(ascii: "\\"): append(byte)
        case 0x08: append(UInt8(ascii: "b"))
        case 0x09: append(UInt8(ascii: "t"))
        case 0x0A: append(UInt8(ascii: "n"))
        case 0x0C: append(UInt8(ascii: "f"))
        case 0x0D: append(UInt8(ascii: "r"))
        default:
            self += "u00".utf8
            append(Self.hexadecimalDigit(byte >> 4))
            append(Self.hexadecimalDigit(byte & 0x0F))
        }
    }

    private static func hexadecimalDigit(_ value: UInt8) -> UInt8 {
        value < 10 ? UInt8(ascii: "0") + value : UInt8(ascii: "a") + value - 10
    }
}

extension UInt8 {
    /// Whether JSON text cannot hold the byte as it is.
    fileprivate var needsEscape: Bool {
        self < 0x20 || self == UInt8(ascii: "\"") || self == UInt8(ascii: "\\")
    }
}
