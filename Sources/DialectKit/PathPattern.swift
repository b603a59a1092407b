/// A route's path: literal segments and named parameters, such as `/rest/chat/{key}/readChat`.
public struct PathPattern: Sendable, Equatable, ExpressibleByStringLiteral {
    /// One part between slashes.
    public enum Segment: Sendable, Equatable {
        /// Exactly this text, case-sensitive.
        case literal(String)
        /// Any one segment, kept under this name.
        case parameter(String)
    }

    /// The parts, from the left.
    public let segments: [Segment]
    /// The pattern as it was written.
    public let text: String

    /// Reads a pattern; segments in braces are parameters.
    public init(_ text: String) {
        self.text = text
        // By bytes: a start reads hundreds of patterns.
        segments = text.utf8.split(separator: UInt8(ascii: "/")).map { part in
            guard part.first == UInt8(ascii: "{"), part.last == UInt8(ascii: "}") else {
                return .literal(String(Substring(part)))
            }
            return .parameter(String(Substring(part.dropFirst().dropLast())))
        }
    }

    /// Reads a pattern.
    public init(stringLiteral value: String) { self.init(value) }

    /// The parameters' values when the decoded segments match, else nil.
    public func match(_ path: [String]) -> [String: String]? {
        guard path.count == segments.count else { return nil }
        var parameters: [String: String] = [:]
        for (segment, part) in zip(segments, path) {
            switch segment {
            case .literal(let text): guard text == part else { return nil }
            case .parameter(let name): parameters[name] = part
            }
        }
        return parameters
    }
}
