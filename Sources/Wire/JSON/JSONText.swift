/// One JSON string that is written piece by piece, so that the pieces need not be joined first.
public struct JSONText: ~Copyable {
    var bytes: [UInt8] = []

    /// Goes on behind what a writer has written.
    init(takingOver bytes: inout [UInt8]) { swap(&self.bytes, &bytes) }

    /// Appends a text, escaped where need be.
    public mutating func append(_ piece: String) { bytes.appendEscaped(piece) }

    /// Appends a number's decimal digits.
    public mutating func append(_ number: Int) {
        let text = DecimalText(Int64(number))
        bytes.append(copying: text.bytes.span.extracting(text.range))
    }
}
