/// Finds lines that end in CRLF in bytes that arrive in pieces, looking at each byte once.
///
/// The same bytes give the same lines and the same errors however they are cut.
struct LineScanner: Sendable {
    /// The first byte of the line that is being looked for.
    private(set) var start = 0
    /// Up to here there is neither CR nor LF in the line.
    private var scanned = 0

    /// The next line without its CRLF, nil until more bytes came.
    ///
    /// The bytes are always those of the message so far, from its first.
    mutating func next(
        in bytes: Span<UInt8>,
        limit: Int,
        overLimit: Int
    ) throws(HTTPParseError) -> Range<Int>? {
        let found = bytes.firstIndex(of: ByteClass.carriageReturn, in: scanned..<bytes.count)
        try refuseIfHopeless(bytes, end: found ?? bytes.count, limit, overLimit)
        guard let end = found, end + 1 < bytes.count else { return nil }
        guard bytes[end + 1] == ByteClass.lineFeed else {
            throw HTTPParseError(400, "a carriage return without a line feed")
        }
        let line = start..<end
        start = end + 2
        scanned = start
        return line
    }

    /// Refuses a line that can no longer become a good one, and remembers how far it was seen.
    private mutating func refuseIfHopeless(
        _ bytes: Span<UInt8>,
        end: Int,
        _ limit: Int,
        _ overLimit: Int
    ) throws(HTTPParseError) {
        let reach = end - start > limit ? start + limit : end
        if bytes.firstIndex(of: ByteClass.lineFeed, in: min(scanned, reach)..<reach) != nil {
            throw HTTPParseError(400, "a line feed without a carriage return")
        }
        if end - start > limit {
            throw HTTPParseError(
                overLimit,
                overLimit == 414
                    ? "the request line is too long" : "the header section is too large"
            )
        }
        scanned = end
    }
}
