public import Wire

/// An answer that somebody gave us: its head and its whole body, unchunked.
public struct IncomingResponse: Sendable {
    /// The status code.
    public let status: Int
    /// The header section.
    public let fields: HTTPFields
    /// The body's bytes, inflated if gzip was asked for.
    public let body: [UInt8]
}

/// Reads one answer, and the interim ones before it, out of bytes that arrive in pieces.
struct ResponseReader: ~Copyable {
    private let isHead: Bool
    private let acceptsGzip: Bool
    private let cutsBody: Bool
    private let limit: Int
    private let limits: Limits
    private var parser: ResponseHeadParser
    private var head: ReceivedResponseHead?
    private var body: IncomingBody?
    private var headBytes: [UInt8] = []
    private var interim = 0
    /// The answer, once it is whole.
    private(set) var response: IncomingResponse?
    /// Whether the peer lets the connection be used again.
    private(set) var keepsAlive = false

    init(isHead: Bool, acceptsGzip: Bool, limit: Int, cutsBody: Bool = false, limits: Limits) {
        self.isHead = isHead
        self.acceptsGzip = acceptsGzip
        self.cutsBody = cutsBody
        self.limit = limit
        self.limits = limits
        parser = ResponseHeadParser(isHead: isHead)
    }

    /// Takes bytes of the answer; what is left over behind it must not be there.
    mutating func take(_ input: Span<UInt8>) throws(HTTPParseError) {
        var taken = 0
        while taken < input.count {
            guard response == nil else {
                throw HTTPParseError(502, "there are bytes behind the answer")
            }
            taken += try step(input.extracting(taken...))
        }
    }

    /// The peer sends no more: the answer may end so, or is cut short.
    mutating func finishInput() throws(HTTPParseError) {
        guard response == nil else { return }
        guard let head, body?.endsWithConnection ?? false else {
            throw HTTPParseError(502, "the answer is cut short")
        }
        try finish(head)
    }

    /// What came of an answer that ends with a failure, where a part of its body is enough.
    ///
    /// Nil without a head, and for a caller that does not want the answer any more.
    mutating func part(despite error: HTTPClientError) -> IncomingResponse? {
        if case .cancelled = error { return nil }
        guard cutsBody, let head else { return nil }
        cut(head)
        return response
    }

    /// Takes what belongs together, and gives how many bytes that were.
    private mutating func step(_ bytes: Span<UInt8>) throws(HTTPParseError) -> Int {
        guard let head else { return try stepHead(bytes) }
        let used = try body?.take(bytes, limits: limits) ?? bytes.count
        if body?.isComplete ?? false {
            try finish(head)
        } else if cutsBody, body?.bytes.count ?? 0 >= limit {
            cut(head)
            return bytes.count
        }
        return used
    }

    /// Reads the head where it came in one piece, and only else gathers its pieces.
    private mutating func stepHead(_ bytes: Span<UInt8>) throws(HTTPParseError) -> Int {
        let before = headBytes.count
        if before > 0 { headBytes += bytes.array(0..<bytes.count) }
        var parser = self.parser
        let found =
            before > 0
            ? try parser.parse(headBytes.span, limits: limits)
            : try parser.parse(bytes, limits: limits)
        self.parser = parser
        guard let head = found else {
            if before == 0 { headBytes = bytes.array(0..<bytes.count) }
            return bytes.count
        }
        headBytes = []
        try accept(head)
        return head.byteCount - before
    }

    /// Begins the body, or goes on to the next head after an interim answer.
    private mutating func accept(_ head: ReceivedResponseHead) throws(HTTPParseError) {
        guard head.status >= 200 else {
            interim += 1
            guard head.status != 101, interim <= 8 else {
                throw HTTPParseError(502, "the interim answer was not asked for")
            }
            parser = ResponseHeadParser(isHead: isHead)
            return
        }
        self.head = head
        keepsAlive = head.keepsAlive
        body = try IncomingBody(
            head.body,
            encoding: acceptsGzip ? head.fields["content-encoding"] : nil,
            limit: cutsBody ? Int.max / 2 : limit,
            limits: limits
        )
        if body?.isComplete ?? false { try finish(head) }
    }

    /// Ends the answer where its body reached the limit; the connection cannot be used again.
    private mutating func cut(_ head: ReceivedResponseHead) {
        keepsAlive = false
        response = IncomingResponse(
            status: head.status,
            fields: head.fields,
            body: Array(body?.bytes.prefix(limit) ?? [])
        )
    }

    private mutating func finish(_ head: ReceivedResponseHead) throws(HTTPParseError) {
        let whole = try body?.finish() ?? []
        response = IncomingResponse(
            status: head.status,
            fields: head.fields,
            body: whole.count > limit ? Array(whole.prefix(limit)) : whole
        )
    }
}
