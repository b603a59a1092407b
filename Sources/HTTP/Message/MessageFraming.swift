/// Where a message's body ends.
enum BodyFraming: Equatable, Sendable {
    /// After so many bytes; nought when there is no body.
    case length(Int)
    /// After the last chunk and the trailers.
    case chunked
    /// With the connection; only answers end so.
    case close
}

/// What the header section says about where the message ends and what follows it.
struct MessageFraming: Sendable {
    private enum Coding: Sendable {
        case none
        case chunked
        case behindAnother
        case unusable
    }

    private var length: Int?
    private var coding = Coding.none
    /// `close` was among the options of `Connection`.
    private(set) var asksToClose = false
    /// `keep-alive` was among the options of `Connection`.
    private(set) var asksToKeep = false

    /// Takes note of one field, and refuses it if it can be read in two ways.
    mutating func note(_ bytes: Span<UInt8>, _ field: FieldLine) throws(HTTPParseError) {
        switch field.name.count {
        case 10 where bytes.matches("connection", in: field.name):
            noteOptions(bytes, field.value)
        case 14 where bytes.matches("content-length", in: field.name):
            try noteLength(bytes, field.value)
        case 17 where bytes.matches("transfer-encoding", in: field.name):
            noteCoding(bytes, field.value)
        default: break
        }
    }

    /// Decides where the body ends (RFC 9112 sections 6.1 and 6.3), `absent` if nothing was said.
    func body(isHTTP10: Bool, absent: BodyFraming) throws(HTTPParseError) -> BodyFraming {
        guard coding != .none else { return length.map { .length($0) } ?? absent }
        guard length == nil else {
            throw HTTPParseError(400, "both Content-Length and Transfer-Encoding were sent")
        }
        guard !isHTTP10 else {
            throw HTTPParseError(400, "Transfer-Encoding does not exist in HTTP/1.0")
        }
        switch coding {
        case .behindAnother:
            throw HTTPParseError(501, "the only transfer coding supported is chunked")
        case .unusable: throw HTTPParseError(400, "the transfer coding must be chunked")
        case .chunked, .none: return .chunked
        }
    }

    private mutating func noteLength(
        _ bytes: Span<UInt8>,
        _ value: Range<Int>
    ) throws(HTTPParseError) {
        guard length == nil else { throw HTTPParseError(400, "Content-Length was sent twice") }
        guard !value.isEmpty else { throw HTTPParseError(400, "Content-Length is empty") }
        var sum = 0
        for index in value {
            guard ByteClass.isDigit(bytes[index]) else {
                throw HTTPParseError(400, "Content-Length is not a number")
            }
            let (tens, tensOverflow) = sum.multipliedReportingOverflow(by: 10)
            let (next, overflow) = tens.addingReportingOverflow(Int(bytes[index]) - 0x30)
            guard !tensOverflow, !overflow else {
                throw HTTPParseError(400, "Content-Length is too large to be a length")
            }
            sum = next
        }
        length = sum
    }

    private mutating func noteCoding(_ bytes: Span<UInt8>, _ value: Range<Int>) {
        guard coding == .none else {
            coding = .unusable
            return
        }
        if bytes.matches("chunked", in: value) {
            coding = .chunked
        } else {
            coding = Self.isChunkedBehindKnown(bytes, value) ? .behindAnother : .unusable
        }
    }

    /// Whether the list is `gzip`, `deflate` or `compress` once, and `chunked` last.
    private static func isChunkedBehindKnown(_ bytes: Span<UInt8>, _ value: Range<Int>) -> Bool {
        guard let comma = bytes.firstIndex(of: ByteClass.comma, in: value) else { return false }
        let first = bytes.trimmed(value.lowerBound..<comma)
        let last = bytes.trimmed(comma + 1..<value.upperBound)
        guard bytes.matches("chunked", in: last) else { return false }
        return bytes.matches("gzip", in: first) || bytes.matches("x-gzip", in: first)
            || bytes.matches("deflate", in: first) || bytes.matches("compress", in: first)
    }

    private mutating func noteOptions(_ bytes: Span<UInt8>, _ value: Range<Int>) {
        var start = value.lowerBound
        while start < value.upperBound {
            let end =
                bytes.firstIndex(of: ByteClass.comma, in: start..<value.upperBound)
                ?? value.upperBound
            let option = bytes.trimmed(start..<end)
            if bytes.matches("close", in: option) { asksToClose = true }
            if bytes.matches("keep-alive", in: option) { asksToKeep = true }
            start = end + 1
        }
    }
}
