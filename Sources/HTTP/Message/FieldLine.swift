internal import Wire

/// One line of a header section: where its name and its trimmed value lie.
struct FieldLine {
    let name: Range<Int>
    let value: Range<Int>

    /// Reads `field-name ":" OWS field-value OWS` (RFC 9112 section 5) and nothing looser.
    init(_ bytes: Span<UInt8>, _ line: Range<Int>) throws(HTTPParseError) {
        var colon = line.lowerBound
        while colon < line.upperBound, ByteClass.isToken(bytes[colon]) { colon += 1 }
        guard colon > line.lowerBound else {
            throw HTTPParseError(400, "a header line does not begin with a name")
        }
        guard colon < line.upperBound, bytes[colon] == ByteClass.colon else {
            throw HTTPParseError(400, "a header name is not directly followed by a colon")
        }
        guard bytes.isFieldValue(colon + 1..<line.upperBound) else {
            throw HTTPParseError(400, "a header value holds a control character")
        }
        name = line.lowerBound..<colon
        value = bytes.trimmed(colon + 1..<line.upperBound)
    }

    /// The same places counted from the start of the header section.
    func relative(to base: Int) -> HTTPFields.Line {
        HTTPFields.Line(
            nameStart: UInt32(truncatingIfNeeded: name.lowerBound - base),
            nameEnd: UInt32(truncatingIfNeeded: name.upperBound - base),
            valueStart: UInt32(truncatingIfNeeded: value.lowerBound - base),
            valueEnd: UInt32(truncatingIfNeeded: value.upperBound - base)
        )
    }
}

extension Span<UInt8> {
    /// Whether a field's value may hold all bytes within the bounds.
    fileprivate func isFieldValue(_ bounds: Range<Int>) -> Bool {
        var index = bounds.lowerBound
        // Eight at a time while none of them is a control octet or DEL, which are looked at singly.
        while index <= bounds.upperBound - 8, isPlainWord(at: index) { index += 8 }
        while index < bounds.upperBound, ByteClass.isFieldValue(self[index]) { index += 1 }
        return index == bounds.upperBound
    }

    /// Whether the eight bytes have neither a control octet, tab included, nor DEL among them.
    private func isPlainWord(at offset: Int) -> Bool {
        let word = ByteWord(bytes.unsafeLoadUnaligned(fromByteOffset: offset, as: UInt64.self))
        return (word.below(0x20) | word.equal(to: 0x7F)) & ByteWord.tops == 0
    }
}
