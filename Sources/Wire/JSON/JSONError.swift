/// Why bytes were refused as JSON, and where.
public struct JSONError: Error, Equatable {
    /// The rules that can be broken.
    public enum Kind: String, Equatable, Sendable, CaseIterable {
        /// The text ended inside a value, or there was none.
        case unexpectedEnd = "unexpected end of the text"
        /// A byte that the grammar does not allow there.
        case unexpectedByte = "unexpected character"
        /// Something follows the value.
        case trailingText = "text after the value"
        /// The text begins with a byte order mark (RFC 8259 section 8.1).
        case byteOrderMark = "byte order mark"
        /// A string holds an unescaped character below U+0020.
        case controlCharacter = "control character in a string"
        /// An escape that RFC 8259 section 7 does not know.
        case invalidEscape = "invalid escape in a string"
        /// An escaped UTF-16 surrogate without its other half.
        case loneSurrogate = "lone surrogate in a string"
        /// A string's bytes are not UTF-8 as RFC 3629 defines it.
        case invalidUTF8 = "invalid UTF-8 in a string"
        /// More arrays and objects are open than ``JSONLimits/depth``.
        case tooDeep = "too many levels of nesting"
        /// A number has more digits than ``JSONLimits/digits``.
        case tooManyDigits = "too many digits in a number"
        /// An object has more members than ``JSONLimits/keys``.
        case tooManyKeys = "too many members in an object"
    }

    /// The rule that was broken.
    public let kind: Kind
    /// How many bytes lie before the one that broke it.
    public let offset: Int

    /// Makes an error out of its parts.
    public init(_ kind: Kind, offset: Int) {
        self.kind = kind
        self.offset = offset
    }

    /// A line of English that names the rule and the place, and nothing of the text itself.
    public var message: String { "\(kind.rawValue) at byte \(offset)" }
}
