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

    /// The canonical field, as ``Command/fields`` names it, or `*` for the whole command.
    public let path: String
    /// What becomes of it.
    public let kind: Kind
    /// Why, in one English sentence without a full stop; never a value of the request.
    public let reason: String

    /// Names a loss.
    public init(_ path: String, _ kind: Kind, _ reason: String) {
        self.path = path
        self.kind = kind
        self.reason = reason
    }

    /// The path of a loss that every use of a command has.
    public static let always = "*"

    /// The loss in the journal's words: `quoted dropped: files cannot quote`.
    public var text: String { "\(path) \(kind.rawValue): \(reason)" }
}
