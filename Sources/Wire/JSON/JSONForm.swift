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
        bytes = pieces.joined()
    }

    /// Takes what was joined.
    public init(stringInterpolation pieces: Pieces) { bytes = pieces.joined() }
}

extension JSONForm {
    /// Joins a form's literals and values.
    public struct Pieces: StringInterpolationProtocol {
        private var bytes: [UInt8] = []
        /// What comes behind the bytes: most pieces are short, and asking an array for room costs
        /// more than they do.
        private var pieces = InlineArray<512, UInt8>(repeating: 0)
        private var piecesCount = 0

        /// Makes room for the literals and for values of a usual length.
        public init(literalCapacity: Int, interpolationCount: Int) {
            bytes.reserveCapacity(literalCapacity + interpolationCount * 16)
        }

        /// Copies a part of the form as it stands.
        public mutating func appendLiteral(_ literal: StaticString) {
            // The literal's bytes live as long as the program.
            literal.withUTF8Buffer { append(unsafe $0.span) }
        }

        /// Fills in what stands between the quotes of a string.
        public mutating func appendInterpolation(_ text: String) {
            // The bytes are only read, and only during the call.
            let isWritten = unsafe text.utf8.withContiguousStorageIfAvailable { bytes in
                let source = unsafe bytes.span
                guard source.isPlain else { return false }
                append(source)
                return true
            }
            guard isWritten != true else { return }
            movePieces()
            bytes.appendEscaped(text)
        }

        /// Fills in a word of the program's own, which holds nothing that JSON escapes.
        public mutating func appendInterpolation(word: StaticString) { appendLiteral(word) }

        /// Fills in `true` or `false`.
        public mutating func appendInterpolation(_ flag: Bool) {
            appendLiteral(flag ? "true" : "false")
        }

        /// Fills in a number without fraction.
        public mutating func appendInterpolation(_ number: Int64) {
            let text = DecimalText(number)
            append(text.bytes.span.extracting(text.range))
        }

        /// Fills in members that the body writes, none as well; a comma comes before them where they
        /// stand behind others.
        public mutating func appendInterpolation(
            members body: (inout JSONWriter) -> Void,
            afterComma: Bool = false
        ) {
            movePieces()
            var writer = JSONWriter(takingOver: &bytes, afterComma: afterComma)
            body(&writer)
            swap(&bytes, &writer.bytes)
        }

        /// Everything that was joined.
        consuming func joined() -> [UInt8] {
            movePieces()
            return bytes
        }

        private mutating func append(_ source: Span<UInt8>) {
            if source.count > pieces.count - piecesCount { movePieces() }
            guard source.count <= pieces.count else { return bytes.append(copying: source) }
            let start = piecesCount
            var room = pieces.mutableSpan
            // As many bytes fit behind those that are there, and the source's are only read.
            unsafe room.withUnsafeMutableBytes { room in
                unsafe source.withUnsafeBytes { source in
                    unsafe UnsafeMutableRawBufferPointer(rebasing: room[start...])
                        .copyMemory(from: source)
                }
            }
            piecesCount += source.count
        }

        private mutating func movePieces() {
            bytes.append(copying: pieces.span.extracting(first: piecesCount))
            piecesCount = 0
        }
    }
}
