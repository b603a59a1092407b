/// Why a JSON value is not the canonical value that was asked for, and where.
public struct CanonicalJSONError: Error, Equatable, Sendable {
    /// What can be wrong with a member.
    public enum Kind: String, Equatable, Sendable, CaseIterable {
        /// It must be there and is not, or is `null`.
        case missing = "is required"
        /// It is of another JSON type.
        case wrongType = "has the wrong type"
        /// It is of the right type and cannot be.
        case invalidValue = "is not valid"
    }

    /// What is wrong.
    public let kind: Kind
    /// The dotted path from the root, indices included (`sections.0.title`); empty for the root.
    public let path: String
    /// What would have been right, in a few English words; it never repeats the value.
    public let expected: String

    /// Makes an error out of its parts.
    public init(_ kind: Kind, path: String, expected: String) {
        self.kind = kind
        self.path = path
        self.expected = expected
    }

    /// A line of English that names the place and the rule.
    public var message: String {
        "\(path.isEmpty ? "the value" : path) \(kind.rawValue): expected \(expected)"
    }
}
