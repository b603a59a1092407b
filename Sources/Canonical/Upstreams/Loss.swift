/// Something that a translation cannot carry, named so that it is never silent.
public struct Loss: Hashable, Sendable {
    /// What becomes of it.
    public enum Kind: String, Sendable, CaseIterable {
        /// It is left out.
        case dropped
        /// Something near to it is done instead.
        case approximated
        /// Its value has another name there, which says less.
        case renamedValue = "renamed_value"
        /// The upstream wants something that nobody said, and gets a stand-in.
        case synthesised
        /// It is told in another unit, which is coarser.
        case unitChanged = "unit_changed"
        /// It happens later than asked, or its end is not waited for.
        case deferred
    }

    /// When it is known.
    public enum Known: Sendable {
        /// Before anything is sent, by the fields that a command uses.
        case beforehand
        /// Only while the command is carried out: it may happen, and is told when it does.
        case withAnswer
    }

    /// The canonical field, as ``Command/fields`` names it, or `*` for the whole command.
    public let path: String
    /// What becomes of it.
    public let kind: Kind
    /// Why, in lower case and without a full stop; never a value of the request.
    public let reason: String
    /// When it is known.
    public let known: Known

    /// Names a loss.
    public init(_ path: String, _ kind: Kind, _ reason: String, known: Known = .beforehand) {
        self.path = path
        self.kind = kind
        self.reason = reason
        self.known = known
    }

    /// The path of a loss that every use of a command has.
    public static let always = "*"

    /// The loss in the journal's words: `quoted dropped: files cannot quote`.
    public var text: String { "\(path) \(kind.rawValue): \(reason)" }

    /// Whether a command that uses these fields has it, whatever the upstream answers.
    public func isCertain(with fields: Set<String>) -> Bool {
        known == .beforehand && (path == Self.always || fields.contains(path))
    }
}
