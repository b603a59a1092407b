/// One way in which an answer is not what was expected.
public struct Difference: Equatable, Sendable, CustomStringConvertible {
    /// Where: `status`, `headers.Location`, `body.data[0].id`, or the part of the run that failed.
    public let path: String
    /// What was expected there and what came, one line.
    public let message: String

    /// Makes a difference.
    public init(_ path: String, _ message: String) {
        self.path = path
        self.message = message
    }

    /// Both on one line.
    public var description: String { "\(path): \(message)" }
}
