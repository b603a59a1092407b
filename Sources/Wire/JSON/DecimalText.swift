/// An integer's decimal digits and sign, without storage on the heap.
struct DecimalText {
    /// The text, behind bytes that are not used.
    private(set) var bytes = InlineArray<20, UInt8>(repeating: UInt8(ascii: "0"))
    /// Where the text lies.
    let range: Range<Int>

    /// Writes the number down.
    init(_ value: Int64) {
        var rest = value.magnitude
        var start = 20
        repeat {
            start -= 1
            bytes[start] = UInt8(ascii: "0") + UInt8(truncatingIfNeeded: rest % 10)
            rest /= 10
        } while rest > 0
        if value < 0 {
            start -= 1
            bytes[start] = UInt8(ascii: "-")
        }
        range = start..<20
    }
}
