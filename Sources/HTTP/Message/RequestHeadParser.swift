internal import Wire

/// A head that kept every rule of framing, and what it says about the rest of the message.
///
/// A class, because it is remembered and passed on whole.
final class ReceivedHead: Sendable {
    let head: HTTPRequestHead
    let body: BodyFraming
    /// Whether the client may send another request on the connection.
    let keepsAlive: Bool
    /// Whether the client waits for `100 Continue` before it sends the body.
    let expectsContinue: Bool
    /// The body's content coding, nil when there is none or no body.
    let coding: String?
    /// How many bytes the head took, its empty line and what came before it included.
    let byteCount: Int

    init(
        head: HTTPRequestHead,
        body: BodyFraming,
        keepsAlive: Bool,
        expectsContinue: Bool,
        coding: String?,
        byteCount: Int
    ) {
        self.head = head
        self.body = body
        self.keepsAlive = keepsAlive
        self.expectsContinue = expectsContinue
        self.coding = coding
        self.byteCount = byteCount
    }
}

/// Reads one request's head out of bytes that arrive in pieces.
///
/// It is given all bytes of the request so far each time, keeps only offsets into them, and copies
/// once, when the head is whole. The same bytes give the same result however they were cut.
struct RequestHeadParser: Sendable {
    private var scanner = LineScanner()
    private var emptyLines = 0
    private var line: RequestLine?
    private var section = HeadSection()
    private var hasHost = false
    private var expectsContinue = false

    /// Where the request was going, as far as it is known: what a refusal can be worded by.
    var headSoFar: HTTPRequestHead? {
        line.map {
            HTTPRequestHead(
                method: $0.method,
                path: $0.target.path,
                query: $0.target.query,
                authority: $0.target.authority,
                isHTTP10: $0.isHTTP10
            )
        }
    }

    /// The head, nil until more bytes came.
    mutating func parse(
        _ bytes: Span<UInt8>,
        limits: Limits
    ) throws(HTTPParseError) -> ReceivedHead? {
        guard let line = try requestLine(bytes, limits) else { return nil }
        do throws(HTTPParseError) {
            if try readFields(bytes, limits) { return try whole(bytes, line) }
        } catch {
            self.line = line
            throw error
        }
        self.line = line
        return nil
    }

    /// Reads as many fields as there are; true once they are all there.
    private mutating func readFields(
        _ bytes: Span<UInt8>,
        _ limits: Limits
    ) throws(HTTPParseError) -> Bool {
        var hasHost = self.hasHost
        var expectsContinue = self.expectsContinue
        let isWhole = try section.read(bytes, &scanner, limits) {
            (bytes, field) throws(HTTPParseError) in
            switch field.name.count {
            case 4 where bytes.matches("host", in: field.name):
                guard !hasHost else { throw HTTPParseError(400, "Host was sent twice") }
                guard Authority.isValid(bytes, field.value) else {
                    throw HTTPParseError(400, "Host is not a host and a port")
                }
                hasHost = true
            case 6 where bytes.matches("expect", in: field.name):
                guard bytes.matches("100-continue", in: field.value) else {
                    throw HTTPParseError(417, "the only expectation supported is 100-continue")
                }
                expectsContinue = true
            default: break
            }
        }
        self.hasHost = hasHost
        self.expectsContinue = expectsContinue
        return isWhole
    }

    /// The request line, moved out so that it is not copied; ``parse`` puts it back when it goes on.
    private mutating func requestLine(
        _ bytes: Span<UInt8>,
        _ limits: Limits
    ) throws(HTTPParseError) -> RequestLine? {
        if let line = line.take() { return line }
        while true {
            try refuseNoise(bytes)
            let limit = limits.requestLineBytes
            guard let found = try scanner.next(in: bytes, limit: limit, overLimit: 414) else {
                return nil
            }
            guard found.isEmpty else { return try RequestLine(bytes, found) }
            emptyLines += 1
            guard emptyLines <= limits.emptyLines else {
                throw HTTPParseError(400, "there are too many empty lines before a request")
            }
        }
    }

    /// Refuses what can be no request by its first byte, such as a TLS hello, without waiting.
    private func refuseNoise(_ bytes: Span<UInt8>) throws(HTTPParseError) {
        guard scanner.start < bytes.count else { return }
        let first = bytes[scanner.start]
        guard ByteClass.isToken(first) || first == ByteClass.carriageReturn else {
            throw HTTPParseError(400, "this is no HTTP request")
        }
    }

    private func whole(
        _ bytes: Span<UInt8>,
        _ line: RequestLine
    ) throws(HTTPParseError) -> ReceivedHead {
        guard hasHost || line.isHTTP10 else { throw HTTPParseError(400, "Host is missing") }
        let framing = section.framing
        let body = try framing.body(isHTTP10: line.isHTTP10, absent: .length(0))
        let keepsAlive = line.isHTTP10 ? framing.asksToKeep : true
        let fields = section.fields(bytes, end: scanner.start)
        return ReceivedHead(
            head: HTTPRequestHead(
                method: line.method,
                path: line.target.path,
                query: line.target.query,
                authority: line.target.authority,
                isHTTP10: line.isHTTP10,
                fields: fields
            ),
            body: body,
            keepsAlive: keepsAlive && !framing.asksToClose,
            expectsContinue: expectsContinue && !line.isHTTP10,
            coding: body == .length(0) ? nil : Self.coding(fields),
            byteCount: scanner.start
        )
    }

    /// The content coding, all of its fields put together, so that a second one is not overlooked.
    private static func coding(_ fields: HTTPFields) -> String? {
        guard let first = fields["content-encoding"] else { return nil }
        return fields.occurrences(of: "content-encoding") == 1 ? first : "\(first), more"
    }
}
