extension JSONParser {
    /// Reads a string, from its opening quote to past its closing one.
    mutating func string(_ bytes: Span<UInt8>) throws(JSONError) -> String {
        offset &+= 1
        let start = offset
        let isASCII = try skipPlainRun(bytes)
        guard bytes[offset] == UInt8(ascii: "\"") else { return try escapedString(bytes, start) }
        let end = offset
        offset &+= 1
        // What is ASCII needs no second look.
        if isASCII { return String(ascii: bytes.extracting(start..<end)) }
        return try text(bytes, start..<end)
    }

    /// Reads the rest of a string that has an escape at the current offset.
    private mutating func escapedString(
        _ bytes: Span<UInt8>,
        _ start: Int
    ) throws(JSONError) -> String {
        unescaped.removeAll(keepingCapacity: true)
        var start = start
        while true {
            try appendRun(bytes, start..<offset)
            guard bytes[offset] == UInt8(ascii: "\\") else { break }
            unescaped.append(contentsOf: try escape(bytes).utf8)
            start = offset
            _ = try skipPlainRun(bytes)
        }
        offset += 1
        return String(decoding: unescaped, as: UTF8.self)
    }

    /// Steps over bytes that stand for themselves, to the quote or backslash that ends them, and says
    /// whether they are all ASCII.
    @inline(__always)
    private mutating func skipPlainRun(_ bytes: Span<UInt8>) throws(JSONError) -> Bool {
        let run = bytes.plainRun(from: offset)
        offset = run.end
        if try peek(bytes) < 0x20 { throw JSONError(.controlCharacter, offset: offset) }
        return run.isASCII
    }

    /// The bytes as text, which they must be.
    private func text(_ bytes: Span<UInt8>, _ range: Range<Int>) throws(JSONError) -> String {
        do throws(UTF8.ValidationError) {
            return String(copying: try UTF8Span(validating: bytes.extracting(range)))
        } catch {
            throw JSONError(error, from: range.lowerBound)
        }
    }

    /// Appends the bytes to the unescaped text, when they are text.
    private mutating func appendRun(
        _ bytes: Span<UInt8>,
        _ range: Range<Int>
    ) throws(JSONError) {
        do throws(UTF8.ValidationError) {
            let run = try UTF8Span(validating: bytes.extracting(range))
            unescaped.append(copying: run.span)
        } catch {
            throw JSONError(error, from: range.lowerBound)
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
            guard let digit = try peek(bytes).hexadecimalValue else {
                throw JSONError(.invalidEscape, offset: start)
            }
            unit = unit << 4 | digit
            offset += 1
        }
        return unit
    }
}

extension UInt8 {
    /// The value of an ASCII hexadecimal digit in either case.
    fileprivate var hexadecimalValue: UInt16? {
        switch self {
        case UInt8(ascii: "0")...UInt8(ascii: "9"): UInt16(self - UInt8(ascii: "0"))
        case UInt8(ascii: "a")...UInt8(ascii: "f"): UInt16(self - UInt8(ascii: "a") + 10)
        case UInt8(ascii: "A")...UInt8(ascii: "F"): UInt16(self - UInt8(ascii: "A") + 10)
        default: nil
        }
    }
}

extension JSONError {
    /// Says where in the text a string that began at `start` is not UTF-8.
    fileprivate init(_ error: UTF8.ValidationError, from start: Int) {
        self.init(.invalidUTF8, offset: start + error.byteOffsets.lowerBound)
    }
}
