/// A fixture that cannot be read: which file, which member, and what is wrong with it.
public struct FixtureError: Error, Equatable, Sendable, CustomStringConvertible {
    /// The file's path below the fixtures' folder.
    public let file: String
    /// The member's dotted path, empty for the whole file.
    public let member: String
    /// What is wrong, one sentence without a full stop.
    public let message: String

    /// Makes an error.
    public init(file: String, member: String = "", _ message: String) {
        self.file = file
        self.member = member
        self.message = message
    }

    /// One line with all three.
    public var description: String {
        member.isEmpty ? "\(file): \(message)" : "\(file): \(member): \(message)"
    }
}
