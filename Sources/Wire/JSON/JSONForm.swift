/// A JSON text that is spelled out where it is made, with values filled in.
///
/// `let text: JSONForm = #"{"name":"\#(name)","count":\#(count)}"#`: what the literal says is copied
/// as it stands, and must be JSON; a text that is filled in stands between quotes of the literal and
/// is escaped there. For answers that are written often: the members around the values cost nothing
/// but their bytes.
public struct JSONForm: ExpressibleByStringInterpolation, Sendable {
    /// The text, UTF-8.
    public let bytes: [UInt8]

    /// Takes a text without values as it stands.
    public init(stringLiteral literal: StaticString) {
        var pieces = Pieces(literalCapacity: literal.utf8CodeUnitCount, interpolationCount: 0)
        pieces.appendLiteral(literal)
        bytes = pieces.bytes
    }

    /// Takes what was joined.
    public init(stringInterpolation pieces: Pieces) { bytes = pieces.bytes }
}

extension JSONForm {
    /// Joins a form's literals and values.
    public struct Pieces: StringInterpolationProtocol {
        var bytes: [UInt8] = []

        /// Makes room for the literals and for values of a usual length.
        public init(literalCapacity: Int, interpolationCount: Int) {
            bytes.reserveCapacity(literalCapacity + interpolationCount * 16)
        }

        /// Copies a part of the form as it stands.
        public mutating func appendLiteral(_ literal: StaticString) {
            bytes.append(literal: literal)
        }

        /// Fills in what stands between the quotes of a string.
        public mutating func appendInterpolation(_ text: String) { bytes.appendEscaped(text) }

        /// Fills in a word of the program's own, which holds nothing that JSON escapes.
        public mutating func appendInterpolation(_ word: StaticString) {
            bytes.append(literal: word)
        }

        /// Fills in `true` or `false`.
        public mutating func appendInterpolation(_ flag: Bool) {
            bytes.append(literal: flag ? "true" : "false")
        }

        /// Fills in a number without fraction.
        public mutating func appendInterpolation(_ number: Int64) {
            let text = DecimalText(number)
            bytes.append(copying: text.bytes.span.extracting(text.range))
        }

        /// Fills in members that the body writes, the first one without a comma before it.
        public mutating func appendInterpolation(members body: (inout JSONWriter) -> Void) {
            write(body, afterComma: false)
        }

        /// Fills in members that the body writes behind one of the literal's, none as well.
        public mutating func appendInterpolation(moreMembers body: (inout JSONWriter) -> Void) {
            write(body, afterComma: true)
        }

        private mutating func write(_ body: (inout JSONWriter) -> Void, afterComma: Bool) {
            var writer = JSONWriter(takingOver: &bytes, afterComma: afterComma)
            body(&writer)
            swap(&bytes, &writer.bytes)
        }
    }
}
