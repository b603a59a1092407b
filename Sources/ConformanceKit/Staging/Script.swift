public import Wire

/// What the placeholders of a fixture stand for, and which documented texts are replaced.
public struct Script: Sendable {
    /// A placeholder that stands for nothing.
    public struct UnknownPlaceholder: Error, Equatable, CustomStringConvertible {
        /// Its name.
        public let name: String
        /// One line that names it.
        public var description: String { "unknown placeholder {{\(name)}}" }
    }

    /// The values by placeholder.
    public private(set) var bindings: [String: String]
    /// Texts of the fixture and what goes out instead; the first that fits wins.
    public private(set) var replacements: [(documented: String, actual: String)]

    /// Makes a script.
    public init(
        bindings: [String: String] = [:],
        replacements: [(documented: String, actual: String)] = []
    ) {
        self.bindings = bindings
        self.replacements = replacements.filter { $0.documented != $0.actual }
    }

    /// Makes a placeholder stand for a value, in place of what it stood for.
    public mutating func bind(_ name: String, to value: String) { bindings[name] = value }

    /// The text with its placeholders and documented texts replaced.
    public func fill(_ text: String) throws(UnknownPlaceholder) -> String {
        try fill(text) { $0 }
    }

    /// The same in a request's path: what placeholders stand for is percent-encoded.
    func fillPath(_ text: String) throws(UnknownPlaceholder) -> String {
        try fill(text, encode: Self.percentEncoded)
    }

    /// The tree with every string filled; keys stay.
    public func fill(_ value: JSONValue) throws(UnknownPlaceholder) -> JSONValue {
        switch value {
        case .string(let text): return .string(try fill(text))
        case .array(let elements):
            var filled: [JSONValue] = []
            for element in elements { filled.append(try fill(element)) }
            return .array(filled)
        case .object(let object):
            var filled = JSONObject()
            for (key, member) in object.members { filled[key] = try fill(member) }
            return .object(filled)
        case .null, .bool, .number: return value
        }
    }

    private func fill(
        _ text: String,
        encode: (String) -> String
    ) throws(UnknownPlaceholder) -> String {
        var rest = Substitution.apply(replacements, to: text)[...]
        guard rest.contains("{{") else { return String(rest) }
        var filled = ""
        while let open = rest.firstRange(of: "{{"),
            let close = rest[open.upperBound...].firstRange(of: "}}")
        {
            let name = String(rest[open.upperBound..<close.lowerBound])
            guard let value = bindings[name] else { throw UnknownPlaceholder(name: name) }
            filled += rest[..<open.lowerBound] + encode(value)
            rest = rest[close.upperBound...]
        }
        return filled + rest
    }

    /// Everything but the characters of RFC 3986 section 3.3 that may stand in a segment.
    private static func percentEncoded(_ text: String) -> String {
        let plain = Set("-._~!$&'()*+,;=:@".utf8)
        var encoded = ""
        for byte in text.utf8 {
            let scalar = Unicode.Scalar(byte)
            let isPlain = byte < 0x80 && (scalar.isAlphanumeric || plain.contains(byte))
            if isPlain {
                encoded.unicodeScalars.append(scalar)
            } else {
                let digits = String(byte, radix: 16, uppercase: true)
                encoded += digits.count == 1 ? "%0\(digits)" : "%\(digits)"
            }
        }
        return encoded
    }
}

extension Unicode.Scalar {
    fileprivate var isAlphanumeric: Bool {
        ("a"..."z").contains(self) || ("A"..."Z").contains(self) || ("0"..."9").contains(self)
    }
}
