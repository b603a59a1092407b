public import Wire

/// Where values lie in a JSON text: `a.b`, `a[].b` (in each element of `a`), `[].b`.
public struct JSONPath: Hashable, Sendable, CustomStringConvertible {
    /// One step down.
    enum Step: Hashable, Sendable {
        case member(String)
        case eachElement
    }

    /// The path as it is written.
    public let text: String
    let steps: [Step]

    /// Reads a path, nil when it is empty or a step of it is.
    public init?(_ text: String) {
        var steps: [Step] = []
        for part in text.split(separator: ".", omittingEmptySubsequences: false) {
            var name = part
            var depth = 0
            while name.hasSuffix("[]") {
                name = name.dropLast(2)
                depth += 1
            }
            guard !name.isEmpty || depth > 0 && steps.isEmpty else { return nil }
            if !name.isEmpty { steps.append(.member(String(name))) }
            steps += Array(repeating: .eachElement, count: depth)
        }
        self.text = text
        self.steps = steps
    }

    /// The path as it is written.
    public var description: String { text }

    /// Every value that the path names; none when a member is missing.
    public func values(in root: JSONValue) -> [JSONValue] {
        var values = [root]
        for step in steps {
            switch step {
            case .member(let key): values = values.compactMap { $0[key] }
            case .eachElement: values = values.flatMap { $0.array ?? [] }
            }
        }
        return values
    }
}
