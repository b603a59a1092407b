extension JSONParser {
    /// Reads a string, from its opening quote to past its closing one.
    mutating func string(_ bytes: Span<UInt8>) throws(JSONError) -> String {
        offset += 1
        let start = offset
        let end = try plainRun(bytes)
        let head = try text(bytes, start..<end)
        if bytes[end] == UInt8(ascii: "\"") {
            offset = end + 1
            return head
        }
        return try escapedString(bytes, head)
    }

    /// Reads the rest of a string that has an escape at the current offset.
    private mutating func escapedString(
        _ bytes: Span<UInt8>,
        _ head: String
    ) throws(JSONError) -> String {
        var result = head
        while try peek(bytes) == UInt8(ascii: "\\") {
            result.unicodeScalars.append(try escape(bytes))
            let start = offset
            let end = try plainRun(bytes)
            if start < end { result += try text(bytes, start..<end) }
        }
        offset += 1
        return result
    }

    /// Steps over bytes that stand for themselves, to the quote or backslash that ends them.
    private mutating func plainRun(_ bytes: Span<UInt8>) throws(JSONError) -> Int {
        while offset < bytes.count {
            let byte = bytes[offset]
            if byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "\\") { return offset }
            if byte < 0x20 { throw JSONError(.controlCharacter, offset: offset) }
            offset += 1
        }
        throw JSONError(.unexpectedEnd, offset: offset)
    }

    /// The bytes as text, which they must be.
    func text(_ bytes: Span<UInt8>, _ range: Range<Int>) throws(JSONError) -> String {
        do throws(UTF8.ValidationError) {
            return String(copying: try UTF8Span(validating: bytes.extracting(range)))
        } catch {
            let offset = range.lowerBound + error.byteOffsets.lowerBound
            throw JSONError(.invalidUTF8, offset: offset)
        }
    }
}

extension JSONParser {
    /// Reads one escape, both halves of a surrogate pair at once.
    private mutating func escape(_ bytes: Span<UInt8>) throws(JSONError) -> Unicode.Scalar {
        let start = offset
        offset += 1
        let letter = try peek(bytes)
        offset += 1
        switch letter {
        case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"):
            return Unicode.Scalar(letter)
        case UInt8(ascii: "b"): return "\u{8}"
        case UInt8(ascii: "f"): return "\u{C}"
        case UInt8(ascii: "n"): return "\n"
        case UInt8(ascii: "r"): return "\r"
        case UInt8(ascii: "t"): return "\t"
        case UInt8(ascii: "u"): return try unicodeEscape(bytes, start)
        default: throw JSONError(.invalidEscape, offset: start)
        }
    }

    private mutating func unicodeEscape(
        _ bytes: Span<UInt8>,
        _ start: Int
    ) throws(JSONError) -> Unicode.Scalar {
        let unit = try hexadecimalUnit(bytes, start)
        if let scalar = Unicode.Scalar(unit) { return scalar }
        guard UTF16.isLeadSurrogate(unit) else { throw JSONError(.loneSurrogate, offset: start) }
        let second = offset
        guard try skip(UInt8(ascii: "\\"), bytes), try skip(UInt8(ascii: "u"), bytes) else {
            throw JSONError(.loneSurrogate, offset: start)
        }
        let trail = try hexadecimalUnit(bytes, second)
        guard UTF16.isTrailSurrogate(trail) else {
            throw JSONError(.loneSurrogate, offset: start)
        }
        return UTF16.decode(UTF16.EncodedScalar([unit, trail]))
    }

    private mutating func hexadecimalUnit(
        _ bytes: Span<UInt8>,
        _ start: Int
    ) throws(JSONError) -> UInt16 {
        var unit: UInt16 = 0
        for _ in 0..<4 {
            guard let digit = Character(Unicode.Scalar(try peek(bytes))).hexDigitValue else {
                throw JSONError(.invalidEscape, offset: start)
            }
            unit = unit << 4 | UInt16(digit)
            offset += 1
        }
        return unit
    }
}
