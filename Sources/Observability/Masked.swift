/// A text that must not be printed whole: a phone number, a token.
///
/// Interpolating it gives a mask; the text itself is only to be had by name.
public struct Masked: Sendable, CustomStringConvertible, CustomDebugStringConvertible {
    /// The text itself.
    public let exposed: String

    /// Wraps the text.
    public init(_ text: String) { exposed = text }

    /// The last four characters at most, behind a mask; short texts are masked whole.
    public var description: String {
        exposed.count > 8 ? "***\(exposed.suffix(4))" : "***"
    }

    /// The same mask.
    public var debugDescription: String { description }
}
