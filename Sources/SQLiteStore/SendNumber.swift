internal import Canonical

/// The number of a send's row and the tail beside it, which are its message's id in another form.
///
/// Ids of embedded upstreams are `3EB0` and 18 upper-case hex digits, of which the first 16 rise from
/// send to send; these are the number, and the other two the tail.
struct SendNumber {
    /// The number, positive.
    let value: Int64
    /// What the last two digits say, under 256.
    let tail: Int64

    /// The number and the tail of a row.
    init(value: Int64, tail: Int64) {
        self.value = value
        self.tail = tail
    }

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
        guard let number = Int64(exactly: value), number > 0,
            let sixteens = Self.digit(digits[20]), let ones = Self.digit(digits[21])
        else { return nil }
        self.init(value: number, tail: Int64(sixteens << 4 | ones))
    }

    /// The message's id.
    var messageID: MessageID {
        MessageID("3EB0" + Self.hex(value, digits: 16) + Self.hex(tail, digits: 2))
    }

    private static func hex(_ value: Int64, digits: Int) -> String {
        let text = String(value, radix: 16, uppercase: true)
        return String(repeating: "0", count: max(digits - text.utf8.count, 0)) + text
    }

    private static func digit(_ character: UInt8) -> UInt64? {
        switch character {
        case UInt8(ascii: "0")...UInt8(ascii: "9"): UInt64(character - UInt8(ascii: "0"))
        case UInt8(ascii: "A")...UInt8(ascii: "F"): UInt64(character - UInt8(ascii: "A") + 10)
        default: nil
        }
    }
}
