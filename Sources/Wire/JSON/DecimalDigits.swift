/// A decimal number taken apart: its sign, its significant digits, and where the point is.
///
/// The value is `0.digits` times ten to the power of `pointPosition`.
struct DecimalDigits {
    private(set) var isNegative = false
    /// The digits as ASCII, without zeros at either end; none for zero.
    private(set) var digits: [UInt8] = []
    /// How many of the digits stand before the point; negative when zeros follow the point first.
    private(set) var pointPosition = 0

    /// Takes apart a number by the grammar of RFC 8259 section 6, or a finite `Double`'s text.
    init(_ spelling: String) {
        var hasPoint = false
        var text = spelling.utf8[...]
        while let byte = text.popFirst() {
            switch byte {
            case UInt8(ascii: "-"): isNegative = true
            case UInt8(ascii: "."): hasPoint = true
            case UInt8(ascii: "e"), UInt8(ascii: "E"):
                addExponent(text)
                text = text.suffix(0)
            default: append(byte, beforePoint: !hasPoint)
            }
        }
        dropTrailingZeros()
    }

    /// The value as an integer, nil when it has a fraction or does not fit.
    var integer: Int? {
        guard digits.count <= pointPosition else { return digits.isEmpty ? 0 : nil }
        var value = 0
        for index in 0..<pointPosition {
            let digit = index < digits.count ? Int(digits[index] &- UInt8(ascii: "0")) : 0
            let (shifted, overflow) = value.multipliedReportingOverflow(by: 10)
            // Away from zero on the negative side, where one integer more fits.
            let (sum, carry) = shifted.addingReportingOverflow(isNegative ? -digit : digit)
            guard !overflow, !carry else { return nil }
            value = sum
        }
        return value
    }

    private mutating func append(_ digit: UInt8, beforePoint: Bool) {
        let isLeadingZero = digits.isEmpty && digit == UInt8(ascii: "0")
        if !isLeadingZero { digits.append(digit) }
        if beforePoint {
            if !isLeadingZero { pointPosition += 1 }
        } else if isLeadingZero {
            pointPosition -= 1
        }
    }

    /// Moves the point; an exponent beyond `Int` moves it as far as a number can need.
    private mutating func addExponent(_ text: Substring.UTF8View) {
        let isDown = text.first == UInt8(ascii: "-")
        let limit = Int.max / 2
        let size = Int(Substring(text).drop { $0 == "-" || $0 == "+" }) ?? limit
        pointPosition += isDown ? -min(size, limit) : min(size, limit)
    }

    private mutating func dropTrailingZeros() {
        while digits.last == UInt8(ascii: "0") { digits.removeLast() }
        if digits.isEmpty { pointPosition = 0 }
    }
}
