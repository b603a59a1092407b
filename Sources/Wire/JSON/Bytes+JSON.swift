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
            append(UInt8(ascii: "\""))
            appendEscaped(source, end)
            append(UInt8(ascii: "\""))
            if isName { append(UInt8(ascii: ":")) }
        }
    }

    /// Appends a string in which nothing must be escaped, growing the buffer once.
    private mutating func appendPlain(_ source: Span<UInt8>, _ afterComma: Bool, _ isName: Bool) {
        reserve(source.count + 4)
        if afterComma { append(UInt8(ascii: ",")) }
        append(UInt8(ascii: "\""))
        append(copying: source)
        append(UInt8(ascii: "\""))
        if isName { append(UInt8(ascii: ":")) }
    }

    /// Appends a member whose name and value hold nothing that JSON escapes, growing the buffer
    /// once: nearly all of an answer is written here.
    mutating func appendMember(
        _ name: StaticString,
        _ value: Span<UInt8>,
        isQuoted: Bool,
        afterComma: Bool
    ) {
        let room = name.utf8CodeUnitCount + value.count + 6
        append(addingCapacity: room) { out in
            // The room was asked for just now, a literal's bytes live as long as the program, and
            // the value's are only read, during the call.
            unsafe out.withUnsafeMutableBufferPointer { buffer, count in
                guard let start = buffer.baseAddress, buffer.count - count >= room else { return }
                var end = unsafe UnsafeMutableRawPointer(start + count)
                if afterComma { unsafe end.put(UInt8(ascii: ",")) }
                unsafe end.put(UInt8(ascii: "\""))
                unsafe end.put(UnsafeRawPointer(name.utf8Start), name.utf8CodeUnitCount)
                unsafe end.put(UInt8(ascii: "\""))
                unsafe end.put(UInt8(ascii: ":"))
                if isQuoted { unsafe end.put(UInt8(ascii: "\"")) }
                unsafe value.withUnsafeBytes { unsafe end.put($0.baseAddress, $0.count) }
                if isQuoted { unsafe end.put(UInt8(ascii: "\"")) }
                count = unsafe end - UnsafeMutableRawPointer(start)
            }
        }
    }

    /// Appends a text that is known when the program is built.
    mutating func append(literal: StaticString) {
        // The literal's bytes live as long as the program.
        literal.withUTF8Buffer { unsafe append(contentsOf: $0) }
    }

    /// Makes room for so many bytes more, growing as appending does.
    private mutating func reserve(_ byteCount: Int) {
        guard capacity - count < byteCount else { return }
        reserveCapacity(Swift.max(count + byteCount, 2 * capacity))
    }

    /// Appends what stands between the quotes of a JSON string.
    mutating func appendEscaped(_ text: String) {
        let source = text.utf8Span.span
        guard source.isPlain else { return appendEscaped(source, source.endOfPlainRun(from: 0)) }
        append(copying: source)
    }

    /// Appends runs of plain bytes at once, and what must be escaped between them.
    private mutating func appendEscaped(_ source: Span<UInt8>, _ firstEnd: Int) {
        var start = 0
        var end = firstEnd
        while end < source.count {
            append(copying: source.extracting(start..<end))
            appendEscape(source[end])
            start = end + 1
            end = source.endOfPlainRun(from: start)
        }
        append(copying: source.extracting(start..<end))
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
