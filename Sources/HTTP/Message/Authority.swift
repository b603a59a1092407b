/// The grammar of `Host` and of the authority in a target: `host [":" port]`.
enum Authority {
    /// Whether the bounds hold a host and at most a port, with no user before and nothing behind.
    ///
    /// A name takes the unreserved octets of RFC 3986 and no escapes: what two readers could read
    /// differently is refused.
    static func isValid(_ bytes: Span<UInt8>, _ bounds: Range<Int>) -> Bool {
        guard !bounds.isEmpty else { return false }
        let hostEnd =
            bytes[bounds.lowerBound] == 0x5B
            ? literalEnd(bytes, bounds) : nameEnd(bytes, bounds)
        guard let hostEnd, hostEnd > bounds.lowerBound else { return false }
        return isPort(bytes, hostEnd..<bounds.upperBound)
    }

    private static func nameEnd(_ bytes: Span<UInt8>, _ bounds: Range<Int>) -> Int? {
        var end = bounds.lowerBound
        while end < bounds.upperBound, ByteClass.isUnreserved(bytes[end]) { end += 1 }
        return end
    }

    /// One past the closing bracket of an IPv6 literal.
    private static func literalEnd(_ bytes: Span<UInt8>, _ bounds: Range<Int>) -> Int? {
        guard let close = bytes.firstIndex(of: 0x5D, in: bounds) else { return nil }
        let inside = bounds.lowerBound + 1..<close
        guard inside.count >= 2, inside.count <= 45 else { return nil }
        for index in inside {
            let byte = bytes[index]
            guard ByteClass.hexValue(byte) != nil || byte == ByteClass.colon || byte == 0x2E else {
                return nil
            }
        }
        return close + 1
    }

    private static func isPort(_ bytes: Span<UInt8>, _ bounds: Range<Int>) -> Bool {
        guard !bounds.isEmpty else { return true }
        guard bytes[bounds.lowerBound] == ByteClass.colon, bounds.count <= 6 else { return false }
        var port = 0
        for index in bounds.dropFirst() {
            guard ByteClass.isDigit(bytes[index]) else { return false }
            port = port * 10 + Int(bytes[index]) - 0x30
        }
        return port <= 65_535
    }
}
