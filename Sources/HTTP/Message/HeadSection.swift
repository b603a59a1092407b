internal import Wire

/// The fields of one head, read line by line out of bytes that arrive in pieces.
struct HeadSection: Sendable {
    private var start: Int?
    private var lines: [HTTPFields.Line] = []
    /// What the fields say about the message's end.
    private(set) var framing = MessageFraming()

    /// Reads as many lines as there are, and hands each to the visitor.
    ///
    /// Gives true once the empty line was read; the scanner then stands behind it.
    mutating func read(
        _ bytes: Span<UInt8>,
        _ scanner: inout LineScanner,
        _ limits: Limits,
        _ visit: (Span<UInt8>, FieldLine) throws(HTTPParseError) -> Void
    ) throws(HTTPParseError) -> Bool {
        let start = self.start ?? scanner.start
        self.start = start
        while true {
            let left = start + limits.headerSectionBytes - scanner.start - 2
            let limit = max(0, min(limits.headerLineBytes, left))
            guard let line = try scanner.next(in: bytes, limit: limit, overLimit: 431) else {
                return false
            }
            guard !line.isEmpty else { return true }
            guard lines.count < limits.headerLines else {
                throw HTTPParseError(431, "there are too many header lines")
            }
            let field = try FieldLine(bytes, line)
            try framing.note(bytes, field)
            try visit(bytes, field)
            if lines.isEmpty { lines.reserveCapacity(12) }
            lines.append(field.relative(to: start))
        }
    }

    /// The fields, with the section's bytes copied once.
    func fields(_ bytes: Span<UInt8>, end: Int) -> HTTPFields {
        HTTPFields(bytes: bytes.array((start ?? end)..<end), lines: lines)
    }
}
