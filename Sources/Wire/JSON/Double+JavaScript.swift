extension Double {
    /// The text of ECMAScript's `Number::toString` for a finite number, with `0` for minus zero.
    ///
    /// The digits are the fewest that read back as the same number. Exponents begin at 1e21 and
    /// below 1e-6 (ECMA-262 section 6.1.6.1.20).
    var javaScriptText: String {
        let parts = DecimalDigits(description)
        guard !parts.digits.isEmpty else { return "0" }
        let digits = String(decoding: parts.digits, as: UTF8.self)
        let sign = parts.isNegative ? "-" : ""
        return sign + Self.place(digits, parts.pointPosition)
    }

    private static func place(_ digits: String, _ point: Int) -> String {
        let count = digits.utf8.count
        switch point {
        case count...21: return digits + String(repeating: "0", count: point - count)
        case 1...21: return "\(digits.prefix(point)).\(digits.dropFirst(point))"
        case -5...0: return "0." + String(repeating: "0", count: -point) + digits
        default: return scientific(digits, point - 1)
        }
    }

    private static func scientific(_ digits: String, _ exponent: Int) -> String {
        let fraction = digits.dropFirst()
        let mantissa = fraction.isEmpty ? digits : "\(digits.prefix(1)).\(fraction)"
        return "\(mantissa)e\(exponent < 0 ? "-" : "+")\(exponent.magnitude)"
    }
}
