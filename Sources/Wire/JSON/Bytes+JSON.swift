extension [UInt8] {
    /// Appends a JSON string, as a whole when nothing in it must be escaped; a member's name has a
    /// colon behind it.
    mutating func appendQuoted(_ text: String, afterComma: Bool = false, isName: Bool = false) {
        let source = text.utf8Span.span
        let end = source.endOfPlainRun(from: 0)
        if end == source.count {
            appendPlain(source, afterComma, isName)
        } else {
            if afterComma { append(UInt8(ascii: ",")) }
            appendEscaped(source, end)
            if isName { append(UInt8(ascii: ":")) }
        }
    }

    /// Appends a member's name that needs no escape, and its colon.
    mutating func appendName(_ name: StaticString, afterComma: Bool) {
        // The literal's bytes live as long as the program.
        name.withUTF8Buffer { appendPlain(unsafe $0.span, afterComma, true) }
    }

    /// Appends a string in which nothing must be escaped, growing the buffer once.
    private mutating func appendPlain(_ source: Span<UInt8>, _ afterComma: Bool, _ isName: Bool) {
        let count = source.count
        append(addingCapacity: count + 4) { output in
            if afterComma { output.append(UInt8(ascii: ",")) }
            output.append(UInt8(ascii: "\""))
            // The room was asked for above; the source is only read, and only during the call.
            unsafe output.withUnsafeMutableBufferPointer { buffer, initializedCount in
                unsafe source.withUnsafeBufferPointer { plain in
                    let room = unsafe UnsafeMutableBufferPointer(
                        rebasing: buffer[initializedCount...]
                    )
                    _ = unsafe room.update(fromContentsOf: plain)
                }
                initializedCount += count
            }
            output.append(UInt8(ascii: "\""))
            if isName { output.append(UInt8(ascii: ":")) }
        }
    }

    /// Appends a JSON string: runs of plain bytes at once, and what must be escaped between them.
    private mutating func appendEscaped(_ source: Span<UInt8>, _ firstEnd: Int) {
        append(UInt8(ascii: "\""))
        var start = 0
        var end = firstEnd
        while end < source.count {
            append(copying: source.extracting(start..<end))
            appendEscape(source[end])
            start = end + 1
            end = source.endOfPlainRun(from: start)
        }
        append(copying: source.extracting(start..<end))
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

    mutating func append(copying source: Span<UInt8>) {
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
