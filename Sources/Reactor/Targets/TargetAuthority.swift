/// Reads the `host[:port]` of a URL.
enum TargetAuthority {
    /// Takes host and port apart.
    static func split(
        _ authority: Substring
    ) throws(TargetURLError) -> (host: TargetURL.Host, port: UInt16?) {
        if authority.hasPrefix("[") {
            guard let close = authority.firstIndex(of: "]") else { throw .host }
            let inside = authority[authority.index(after: authority.startIndex)..<close]
            guard case .v6? = IPAddress(String(inside)), let ip = IPAddress(String(inside)) else {
                throw .host
            }
            let port = try port(authority[authority.index(after: close)...])
            return (.address(ip), port)
        }
        let end = authority.firstIndex(of: ":") ?? authority.endIndex
        return (try host(authority[..<end]), try port(authority[end...]))
    }

    /// Reads `:8080` or nothing at all.
    private static func port(_ text: Substring) throws(TargetURLError) -> UInt16? {
        if text.isEmpty { return nil }
        let digits = text.dropFirst()
        guard text.utf8.first == UInt8(ascii: ":"), (1...5).contains(digits.utf8.count),
            digits.utf8.allSatisfy({ (0x30...0x39).contains($0) }), let port = UInt16(digits)
        else { throw .port }
        return port
    }

    /// Reads a DNS name or a dotted quad.
    ///
    /// A last label that begins like a number makes the whole host a number to some readers (octal,
    /// hexadecimal, fewer parts): then only a plain dotted quad will do.
    private static func host(_ text: Substring) throws(TargetURLError) -> TargetURL.Host {
        guard (1...253).contains(text.utf8.count) else { throw .host }
        let labels = text.split(separator: ".", omittingEmptySubsequences: false)
        guard labels.allSatisfy(isLabel), let last = labels.last else { throw .host }
        if looksNumeric(last) {
            guard case .v4? = IPAddress(String(text)), let ip = IPAddress(String(text)) else {
                throw .host
            }
            return .address(ip)
        }
        return .name(text.lowercased())
    }

    private static func isLabel(_ label: Substring) -> Bool {
        let bytes = label.utf8
        guard (1...63).contains(bytes.count) else { return false }
        guard bytes.first != UInt8(ascii: "-"), bytes.last != UInt8(ascii: "-") else {
            return false
        }
        return bytes.allSatisfy { byte in
            switch byte {
            case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "a")...UInt8(ascii: "z"),
                UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "-"):
                true
            default: false
            }
        }
    }

    private static func looksNumeric(_ label: Substring) -> Bool {
        if label.utf8.allSatisfy({ (0x30...0x39).contains($0) }) { return true }
        return label.lowercased().hasPrefix("0x")
    }
}
