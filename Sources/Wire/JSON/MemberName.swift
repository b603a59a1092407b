/// The name of a member that is being written.
///
/// A literal is copied as it stands and must hold nothing that JSON escapes; any other text is looked
/// through and escaped.
public struct MemberName: ExpressibleByStringLiteral, Sendable {
    enum Source {
        case literal(StaticString)
        case text(String)
    }

    let source: Source

    /// Takes a literal as it stands.
    public init(stringLiteral literal: StaticString) { source = .literal(literal) }

    /// Takes a text that is only known now.
    public init(_ text: String) { source = .text(text) }
}
