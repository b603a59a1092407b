/// What a client said about codings of an answer (RFC 9110 section 12.5.3).
enum AcceptEncoding {
    /// Whether the field's value lets an answer be gzip, and prefers it no less than plain text.
    ///
    /// A quality that cannot be read counts as nought: plain is always right.
    static func prefersGzip(_ value: String) -> Bool {
        var gzip: Int?
        var identity: Int?
        var rest: Int?
        for element in value.utf8.split(separator: ByteClass.comma) {
            let parts = element.split(separator: ByteClass.semicolon, maxSplits: 1)
            guard let name = parts.first.map(trimmed) else { continue }
            let quality = parts.count > 1 ? quality(trimmed(parts[1])) : 1000
            switch name {
            case "gzip", "x-gzip": gzip = quality
            case "identity": identity = quality
            case "*": rest = quality
            default: break
            }
        }
        let wanted = gzip ?? rest ?? 0
        return wanted > 0 && wanted >= identity ?? 0
    }

    private static func trimmed(_ text: Substring.UTF8View) -> String {
        String(Substring(text)).lowercased().filter { $0 != " " && $0 != "\t" }
    }

    /// `q=0.xyz` in thousandths.
    private static func quality(_ text: String) -> Int {
        guard text.hasPrefix("q="), let value = Double(text.dropFirst(2)), value >= 0, value <= 1
        else { return 0 }
        return Int(value * 1000)
    }
}
