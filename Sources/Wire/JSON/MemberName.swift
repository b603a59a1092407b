/// The name of a member that is being written.
///
/// A literal is copied as it stands and must hold nothing that JSON escapes; any other text is looked
/// through and escaped.
public struct MemberName: ExpressibleByStringLiteral, Sendable {
    @usableFromInline
    enum Source: Sendable {
        case literal(StaticString)
        case text(String)
    }

    @usableFromInline let source: Source

    // Inlinable, so that a literal is known to be one where it is written and costs nothing.

    /// Takes a literal as it stands.
    @inlinable
    public init(stringLiteral literal: StaticString) { source = .literal(literal) }

    /// Takes a text that is only known now.
    @inlinable
    public init(_ text: String) { source = .text(text) }
}
