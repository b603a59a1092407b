internal import Wire

/// The head of an answer somebody gave us.
struct ReceivedResponseHead: Sendable {
    let status: Int
    let fields: HTTPFields
    let body: BodyFraming
    /// Whether the peer lets the connection be used again.
    let keepsAlive: Bool
    /// How many bytes the head took, its empty line included.
    let byteCount: Int
}

/// Reads one answer's head out of bytes that arrive in pieces, as strictly as a request's.
struct ResponseHeadParser: Sendable {
    private struct Start: Sendable {
        let status: Int
        let isHTTP10: Bool
    }

    /// Whether the request was HEAD, whose answer has no body whatever its head says.
    let isHead: Bool
    private var scanner = LineScanner()
    private var start: Start?
    private var section = HeadSection()

    /// Begins an answer.
    init(isHead: Bool) { self.isHead = isHead }

    /// The head, nil until more bytes came; the bytes are always those of this answer so far.
    mutating func parse(
        _ bytes: Span<UInt8>,
        limits: Limits
    ) throws(HTTPParseError) -> ReceivedResponseHead? {
        guard let start = try startLine(bytes, limits) else { return nil }
        guard try section.read(bytes, &scanner, limits, { _, _ throws(HTTPParseError) in }) else {
            return nil
        }
        let framing = section.framing
        let declared = try framing.body(isHTTP10: start.isHTTP10, absent: .close)
        let hasBody = !isHead && ResponseSerializer.mayHaveBody(start.status)
        let body = hasBody ? declared : .length(0)
        let keeps = start.isHTTP10 ? framing.asksToKeep : true
        return ReceivedResponseHead(
            status: start.status,
            fields: section.fields(bytes, end: scanner.start),
            body: body,
            keepsAlive: keeps && !framing.asksToClose && body != .close,
            byteCount: scanner.start
        )
    }

    private mutating func startLine(
        _ bytes: Span<UInt8>,
        _ limits: Limits
    ) throws(HTTPParseError) -> Start? {
        if let start { return start }
        let limit = limits.headerLineBytes
        guard let line = try scanner.next(in: bytes, limit: limit, overLimit: 431) else {
            return nil
        }
        start = try Self.read(bytes, line)
        return start
    }

    /// Reads `HTTP/1.digit SP 3DIGIT [SP phrase]` (RFC 9112 section 4).
    private static func read(_ bytes: Span<UInt8>, _ line: Range<Int>) throws(HTTPParseError)
        -> Start
    {
        let at = line.lowerBound
        guard
            line.count >= 12,
            bytes.matches("http/1.", in: at..<at + 7),
            ByteClass.isDigit(bytes[at + 7]),
            bytes[at + 8] == ByteClass.space,
            line.count == 12 || bytes[at + 12] == ByteClass.space
        else { throw HTTPParseError(502, "the answer does not begin with a status line") }
        var status = 0
        for index in at + 9..<at + 12 {
            guard ByteClass.isDigit(bytes[index]) else {
                throw HTTPParseError(502, "the answer's status is not a number")
            }
            status = status * 10 + Int(bytes[index]) - 0x30
        }
        for index in at + 12..<line.upperBound where !ByteClass.isFieldValue(bytes[index]) {
            throw HTTPParseError(502, "the answer's phrase holds a control character")
        }
        guard (100...599).contains(status) else {
            throw HTTPParseError(502, "the answer's status is not one")
        }
        return Start(status: status, isHTTP10: bytes[at + 7] == 0x30)
    }
}
