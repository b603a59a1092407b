/// Takes one message's body out of the bytes behind its head, and counts it against a limit.
///
/// Memory follows the bytes that came: a declared length is compared and never reserved.
struct BodyDecoder: Sendable {
    private enum Kind: Sendable {
        case counted(left: Int)
        case chunked(ChunkDecoder)
        case close(left: Int)
    }

    private var kind: Kind
    private let limit: Int

    /// Begins a body; a declared length over the limit is refused before a byte of it is read.
    init(_ framing: BodyFraming, limit: Int) throws(HTTPParseError) {
        self.limit = limit
        switch framing {
        case .length(let length):
            guard length <= limit else { throw Self.tooLarge }
            kind = .counted(left: length)
        case .chunked: kind = .chunked(ChunkDecoder())
        case .close: kind = .close(left: limit)
        }
    }

    /// Whether the body's end was read; one that ends with the connection never says so.
    var isComplete: Bool {
        switch kind {
        case .counted(let left): left == 0
        case .chunked(let decoder): decoder.isComplete
        case .close: false
        }
    }

    /// Whether the end of the connection is the end of this body.
    var endsWithConnection: Bool {
        if case .close = kind { true } else { false }
    }

    /// Appends what belongs to the body, and gives how many of the bytes were the message's.
    mutating func decode(
        _ bytes: Span<UInt8>,
        limits: Limits,
        into body: inout [UInt8]
    ) throws(HTTPParseError) -> Int {
        switch kind {
        case .counted(let left):
            let count = min(left, bytes.count)
            Self.append(bytes, count, to: &body)
            kind = .counted(left: left - count)
            return count
        case .close(let left):
            guard bytes.count <= left else { throw Self.tooLarge }
            Self.append(bytes, bytes.count, to: &body)
            kind = .close(left: left - bytes.count)
            return bytes.count
        case .chunked(var decoder):
            let count = try decoder.decode(bytes, limit: limit, limits: limits, into: &body)
            kind = .chunked(decoder)
            return count
        }
    }

    private static func append(_ bytes: Span<UInt8>, _ count: Int, to body: inout [UInt8]) {
        bytes.extracting(first: count).withUnsafeBufferPointer { body.append(contentsOf: $0) }
    }

    private static let tooLarge = HTTPParseError(413, "the body is too large")
}
