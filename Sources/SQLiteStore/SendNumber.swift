internal import Canonical

/// The number of a send's row, made out of its message's id.
///
/// Ids of embedded upstreams are `3EB0` and 18 upper-case hex digits, of which the first 16 rise from
/// send to send; these are the number.
struct SendNumber {
    /// The number, positive.
    let value: Int64

    /// Nil for an id of any other form.
    init?(_ id: MessageID) {
        let digits = id.text.utf8.span
        guard digits.count == 22, digits[0] == UInt8(ascii: "3"), digits[1] == UInt8(ascii: "E"),
            digits[2] == UInt8(ascii: "B"), digits[3] == UInt8(ascii: "0")
        else { return nil }
        var value: UInt64 = 0
        for index in 4..<20 {
            guard let digit = Self.digit(digits[index]) else { return nil }
            value = value << 4 | digit
        }
        guard let number = Int64(exactly: value), number > 0 else { return nil }
        self.value = number
    }

    private static func digit(_ character: UInt8) -> UInt64? {
        switch character {
        case UInt8(ascii: "0")...UInt8(ascii: "9"): UInt64(character - UInt8(ascii: "0"))
        case UInt8(ascii: "A")...UInt8(ascii: "F"): UInt64(character - UInt8(ascii: "A") + 10)
        default: nil
        }
    }
}
