/// These bytes are not what was expected, and where.
public struct WireError: Error, Equatable, Sendable {
    /// What is wrong with them.
    public enum Kind: Equatable, Sendable {
        /// Not JSON; the offset of the first wrong byte.
        case malformed(offset: Int)
        /// A member that must be there is not.
        case missing
        /// A member of another type than expected.
        case wrongType
        /// A member of the right type with a value that cannot be.
        case invalidValue
        /// A text that is no address.
        case invalidRecipient
        /// A Content-Type that this dialect does not read.
        case unsupportedType
    }

    /// What is wrong.
    public let kind: Kind
    /// The member's dotted path from the body's root, or the query's or path's name; empty for the
    /// whole.
    public let path: String
    /// One English sentence without a full stop.
    public let message: String
    /// The value at fault, bounded, nil when it is not to be repeated.
    public let value: String?

    /// Makes an error.
    public init(_ kind: Kind, path: String, _ message: String, value: String? = nil) {
        self.kind = kind
        self.path = path
        self.message = message
        self.value = value.map { String($0.prefix(64)) }
    }

    /// The same as the core's failure, for the dialect's one error body.
    public var failure: CommandFailure {
        let code: FailureCode =
            switch kind {
            case .malformed: .requestMalformed
            case .missing, .wrongType, .invalidValue: .requestInvalid
            case .invalidRecipient: .recipientInvalid
            case .unsupportedType: .requestUnsupportedType
            }
        return CommandFailure(
            code,
            message,
            field: path.isEmpty ? nil : path,
            value: value
        )
    }
}
