/// A number as it was spelled, never passed through a `Double`.
///
/// Two numbers are equal when they are spelled alike: `1`, `1.0` and `1e0` are three.
public struct JSONNumber: Equatable, Sendable {
    /// The number's text, by the grammar of RFC 8259 section 6.
    public let spelling: String

    /// Takes a spelling that is known to keep the grammar.
    init(unchecked spelling: String) {
        self.spelling = spelling
    }

    /// Takes a spelling as it is, or nil when it is no JSON number.
    public init?(spelling: String) {
        guard case .number(let number) = try? JSONReader.read(text: spelling),
            number.spelling.utf8.count == spelling.utf8.count
        else { return nil }
        self = number
    }

    /// Makes a number without fraction.
    public init(_ value: Int) {
        spelling = String(value)
    }

    /// Makes a number without fraction.
    public init(_ value: Int64) {
        spelling = String(value)
    }

    /// Spells a number as JavaScript does, nil when it is not finite.
    public init?(_ value: Double) {
        guard value.isFinite else { return nil }
        spelling = value.javaScriptText
    }

    /// The nearest `Double`, nil when the number is beyond them all.
    public var double: Double? {
        Double(spelling).flatMap { $0.isFinite ? $0 : nil }
    }

    /// The number as an integer, nil when it is none exactly or does not fit.
    ///
    /// The value decides and not the spelling: `1.0` and `10e-1` are the integer 1.
    public var int: Int? {
        Int(spelling) ?? DecimalDigits(spelling).integer
    }
}
