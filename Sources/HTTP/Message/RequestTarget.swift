internal import Wire

/// What a request is for, as text: the path and query as sent, and the authority if it named one.
struct RequestTarget: Sendable {
    let path: String
    let query: String?
    /// The authority of a target in absolute form, which replaces `Host`.
    let authority: String?

    /// Reads origin form, absolute form, and `*` with OPTIONS (RFC 9112 section 3.2).
    init(_ bytes: Span<UInt8>, _ target: Range<Int>, method: HTTPMethod) throws(HTTPParseError) {
        if bytes[target.lowerBound] == ByteClass.slash {
            self.init(bytes, local: target, authority: nil)
        } else if method == .options, target.count == 1, bytes[target.lowerBound] == 0x2A {
            self.init(path: "*", query: nil, authority: nil)
        } else {
            try self.init(bytes, absolute: target)
        }
    }

    private init(_ bytes: Span<UInt8>, absolute target: Range<Int>) throws(HTTPParseError) {
        guard let start = Self.authorityStart(bytes, target) else {
            throw HTTPParseError(400, "the request target is malformed")
        }
        var end = start
        while end < target.upperBound, bytes[end] != ByteClass.slash,
            bytes[end] != ByteClass.question
        {
            end += 1
        }
        guard Authority.isValid(bytes, start..<end) else {
            throw HTTPParseError(400, "the request target names no valid host")
        }
        self.init(bytes, local: end..<target.upperBound, authority: bytes.string(start..<end))
    }

    private init(_ bytes: Span<UInt8>, local: Range<Int>, authority: String?) {
        let question = bytes.firstIndex(of: ByteClass.question, in: local)
        let pathEnd = question ?? local.upperBound
        var query: String?
        if let question { query = bytes.string(question + 1..<local.upperBound) }
        self.init(
            path: pathEnd == local.lowerBound ? "/" : bytes.string(local.lowerBound..<pathEnd),
            query: query,
            authority: authority
        )
    }

    private init(path: String, query: String?, authority: String?) {
        self.path = path
        self.query = query
        self.authority = authority
    }

    private static func authorityStart(_ bytes: Span<UInt8>, _ target: Range<Int>) -> Int? {
        for scheme: StaticString in ["http://", "https://"] {
            let end = target.lowerBound + scheme.utf8CodeUnitCount
            if end <= target.upperBound, bytes.matches(scheme, in: target.lowerBound..<end) {
                return end
            }
        }
        return nil
    }
}
