internal import CZlib

/// Takes gzip off a body as it arrives, never giving more than a limit (RFC 1952).
///
/// Exactly one member is read: an end that is missing, a checksum that does not fit and bytes
/// behind the end are errors.
struct GzipInflater: ~Copyable {
    // zlib keeps a pointer to its stream, so the stream must never move.
    private let stream: UnsafeMutablePointer<z_stream>
    private let limit: Int
    private let ratio: Int
    private var isAtEnd = false
    private var taken = 0
    private var given = 0

    /// Starts a stream that may give so many bytes, and so many times what it was given.
    init(limit: Int, ratio: Int) throws(HTTPParseError) {
        self.limit = limit
        self.ratio = max(1, ratio)
        stream = .allocate(capacity: 1)
        stream.initialize(to: z_stream())
        guard CZlib_inflateInit2(stream, 15 + 16) == Z_OK else {
            throw HTTPParseError(503, "there is no memory to inflate the body")
        }
    }

    deinit {
        inflateEnd(stream)
        stream.deallocate()
    }

    /// Inflates the bytes and appends what they give.
    mutating func inflate(_ bytes: Span<UInt8>, into body: inout [UInt8]) throws(HTTPParseError) {
        guard !bytes.isEmpty else { return }
        guard !isAtEnd else { throw Self.trailing }
        let (status, left) = try bytes.withUnsafeBufferPointer {
            (bytes) throws(HTTPParseError) in
            stream.pointee.next_in = UnsafeMutablePointer(mutating: bytes.baseAddress)
            stream.pointee.avail_in = UInt32(bytes.count)
            let status = try drain(into: &body)
            return (status, Int(stream.pointee.avail_in))
        }
        taken += bytes.count - left
        isAtEnd = status == Z_STREAM_END
        if isAtEnd, left > 0 { throw Self.trailing }
    }

    /// Checks that the stream came to its own end, and that it was not a bomb.
    func finish() throws(HTTPParseError) {
        guard isAtEnd else { throw HTTPParseError(400, "the gzip body is cut short") }
        guard (given + ratio - 1) / ratio <= taken else {
            throw HTTPParseError(413, "the gzip body inflates too far")
        }
    }

    private mutating func drain(into body: inout [UInt8]) throws(HTTPParseError) -> Int32 {
        let pieceBytes = 32 * 1024
        while true {
            let start = stream.pointee.total_in
            let before = body.count
            var status = Z_OK
            // One byte beyond the limit is room enough to see that the limit is passed.
            let room = min(pieceBytes, limit - given + 1)
            body.append(
                contentsOf: [UInt8](unsafeUninitializedCapacity: room) { buffer, count in
                    stream.pointee.next_out = buffer.baseAddress
                    stream.pointee.avail_out = UInt32(room)
                    status = CZlib.inflate(stream, Z_NO_FLUSH)
                    count = room - Int(stream.pointee.avail_out)
                }
            )
            given += body.count - before
            try check(status)
            let stalled = stream.pointee.total_in == start && body.count == before
            if status == Z_STREAM_END || stalled || stream.pointee.avail_out > 0 { return status }
        }
    }

    private func check(_ status: Int32) throws(HTTPParseError) {
        switch status {
        case Z_OK, Z_STREAM_END, Z_BUF_ERROR: break
        case Z_MEM_ERROR: throw HTTPParseError(503, "there is no memory to inflate the body")
        default: throw HTTPParseError(400, "the body is not gzip")
        }
        // The slack keeps a stream that starts with a long run from being judged by it alone;
        // what the whole stream did is judged at its end.
        let seen = Int(stream.pointee.total_in)
        guard given <= limit, (given - 65_536) / ratio <= seen else {
            throw HTTPParseError(413, "the gzip body inflates too far")
        }
    }

    private static let trailing = HTTPParseError(400, "there are bytes behind the gzip body")
}
