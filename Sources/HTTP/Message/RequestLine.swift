internal import Wire

/// A request line: `token SP target SP HTTP/1.digit` (RFC 9112 section 3).
struct RequestLine: Sendable {
    let method: HTTPMethod
    let target: RequestTarget
    let isHTTP10: Bool

    /// Reads the line: its whole grammar first, then what is refused although it is well formed.
    init(_ bytes: Span<UInt8>, _ line: Range<Int>) throws(HTTPParseError) {
        let method = try Self.run(bytes, line.lowerBound..<line.upperBound, ByteClass.isToken)
        let rest = method.upperBound + 1..<line.upperBound
        let plain = rest.lowerBound + bytes.extracting(rest).plainTargetPrefix
        let target = try Self.run(bytes, rest, from: plain, ByteClass.isTarget)
        let version = target.upperBound + 1..<line.upperBound
        guard
            version.count == 8,
            Self.isVersionName(bytes, version.lowerBound),
            ByteClass.isDigit(bytes[version.lowerBound + 5]),
            bytes[version.lowerBound + 6] == 0x2E,
            ByteClass.isDigit(bytes[version.lowerBound + 7])
        else { throw HTTPParseError(400, "the request line does not end in an HTTP version") }
        guard bytes[version.lowerBound + 5] == 0x31 else {
            throw Self.otherMajor(bytes, method)
        }
        self.method = try Self.served(bytes, method)
        self.target = try RequestTarget(bytes, target, method: self.method)
        isHTTP10 = bytes[version.lowerBound + 7] == 0x30
    }

    /// The run of such bytes at the start of the bounds, which a space must follow; those before
    /// `known` are known to belong to it.
    private static func run(
        _ bytes: Span<UInt8>,
        _ bounds: Range<Int>,
        from known: Int? = nil,
        _ belongs: (UInt8) -> Bool
    ) throws(HTTPParseError) -> Range<Int> {
        var end = known ?? bounds.lowerBound
        while end < bounds.upperBound, belongs(bytes[end]) { end += 1 }
        guard
            end > bounds.lowerBound,
            end < bounds.upperBound,
            bytes[end] == ByteClass.space
        else { throw HTTPParseError(400, "the request line is malformed") }
        return bounds.lowerBound..<end
    }

    private static func isVersionName(_ bytes: Span<UInt8>, _ start: Int) -> Bool {
        bytes[start] == 0x48 && bytes[start + 1] == 0x54 && bytes[start + 2] == 0x54
            && bytes[start + 3] == 0x50 && bytes[start + 4] == 0x2F
    }

    /// 505, except for the preface of HTTP/2, which is no request at all.
    private static func otherMajor(_ bytes: Span<UInt8>, _ method: Range<Int>) -> HTTPParseError {
        bytes.string(method) == "PRI"
            ? HTTPParseError(400, "HTTP/2 is not spoken here")
            : HTTPParseError(505, "only HTTP/1.x is spoken here")
    }

    private static func served(
        _ bytes: Span<UInt8>,
        _ name: Range<Int>
    ) throws(HTTPParseError) -> HTTPMethod {
        switch HTTPMethod(bytes, name) {
        case .trace: throw HTTPParseError(405, "TRACE is not allowed")
        case .connect: throw HTTPParseError(501, "CONNECT is not supported")
        case .none: throw HTTPParseError(501, "the method is not known")
        case .some(let method): return method
        }
    }
}

extension HTTPMethod {
    /// The method of that name, nil for an unknown one; no text is made on the way.
    fileprivate init?(_ bytes: Span<UInt8>, _ name: Range<Int>) {
        guard name.count <= 8 else { return nil }
        var packed: UInt64 = 0
        for index in name { packed = packed << 8 | UInt64(bytes[index]) }
        switch packed {
        case 0x47_4554: self = .get
        case 0x4845_4144: self = .head
        case 0x504F_5354: self = .post
        case 0x50_5554: self = .put
        case 0x50_4154_4348: self = .patch
        case 0x4445_4C45_5445: self = .delete
        case 0x4F_5054_494F_4E53: self = .options
        case 0x54_5241_4345: self = .trace
        case 0x43_4F4E_4E45_4354: self = .connect
        default: return nil
        }
    }
}

extension Span<UInt8> {
    /// How many of the first bytes are surely such as a target may hold, found eight at a time.
    fileprivate var plainTargetPrefix: Int {
        var offset = 0
        while offset <= count - 8 {
            let word = ByteWord(bytes.unsafeLoadUnaligned(fromByteOffset: offset, as: UInt64.self))
            let controls = word.below(0x21) | word.equal(to: 0x7F)
            let found = controls | word.equal(to: UInt8(ascii: "#")) | word.bits
            guard found & ByteWord.tops == 0 else { return offset }
            offset += 8
        }
        return offset
    }
}
