/// A telephone number: 10 to 15 international digits, country code first, no `+`.
public struct PhoneNumber: Hashable, Sendable, Comparable {
    /// The digits.
    public let digits: String

    /// Reads a number, nil when the text is none.
    ///
    /// A leading `+`, blanks, dashes, dots and parentheses are skipped, as people write them.
    public init?(_ text: String) {
        if let number = PhoneNumber(bare: text) {
            self = number
        } else {
            self.init(parsing: Array(text.utf8))
        }
    }

    /// Takes a text that is nothing but a number's digits as it stands, nil for every other.
    ///
    /// Nearly all numbers come so, and a text of 15 bytes is copied without any memory of its own.
    public init?(bare text: String) {
        let bytes = text.utf8Span.span
        guard (10...15).contains(bytes.count), bytes[0] != UInt8(ascii: "0") else { return nil }
        for index in bytes.indices {
            guard (0x30...0x39).contains(bytes[index]) else { return nil }
        }
        digits = text
    }

    /// Takes bytes that are known to be digits, nil when they are too few, too many or no number's.
    init?(digits bytes: Span<UInt8>) {
        guard (10...15).contains(bytes.count), bytes[0] != UInt8(ascii: "0") else { return nil }
        // Digits are ASCII.
        digits = String(copying: unsafe UTF8Span(unchecked: bytes, isKnownASCII: true))
    }

    /// Reads a number from UTF-8 bytes, by the same rules.
    init?(parsing bytes: [UInt8]) {
        var digits: [UInt8] = []
        digits.reserveCapacity(16)
        for (offset, byte) in bytes.enumerated() {
            switch byte {
            case 0x30...0x39: digits.append(byte)
            case UInt8(ascii: "+") where offset == 0: continue
            case UInt8(ascii: " "), UInt8(ascii: "-"), UInt8(ascii: "."): continue
            case UInt8(ascii: "("), UInt8(ascii: ")"): continue
            default: return nil
            }
            guard digits.count <= 15 else { return nil }
        }
        guard digits.count >= 10, digits.first != UInt8(ascii: "0") else { return nil }
        self.digits = String(decoding: digits, as: UTF8.self)
    }

    /// Takes the digits of a number that is known to be one.
    private init(known digits: [UInt8]) {
        self.digits = String(decoding: digits, as: UTF8.self)
    }

    /// Orders by digits as text.
    public static func < (left: PhoneNumber, right: PhoneNumber) -> Bool {
        left.digits < right.digits
    }
}

// MARK: - The Brazilian ninth digit

extension PhoneNumber {
    /// The same person's key whatever the form: the optional digits of Brazil, Mexico and Argentina
    /// are left out.
    ///
    /// A Brazilian mobile number that would be a landline's without its ninth digit keeps it: those
    /// two are different people, for landlines never take the digit. For asking "the same person?",
    /// never for addressing.
    public var equalityKey: String {
        guard digits.utf8.count == 13 else { return digits }
        let value = value
        let key = Self.equalityValue(of: value)
        return key == value ? digits : String(key)
    }

    /// Whether both are numbers of one person; see ``equalityKey``.
    public func isSamePerson(as other: PhoneNumber) -> Bool {
        digits == other.digits || equalityKey == other.equalityKey
    }

    /// The number as an integer, which no other number has: none begins with nought.
    public var value: UInt64 {
        let bytes = digits.utf8Span.span
        var value: UInt64 = 0
        // Fifteen digits are far from what fits.
        for index in bytes.indices { value = value &* 10 &+ UInt64(bytes[index] & 0x0F) }
        return value
    }

    /// ``equalityKey`` as an integer, of a number as ``value`` has it; no text is made on the way.
    public static func equalityValue(of value: UInt64) -> UInt64 {
        guard value / thirteenDigits >= 1, value / thirteenDigits < 10 else { return value }
        // The first three of thirteen digits: 52 and Mexico's 1, 54 and Argentina's 9, and Brazil's 55.
        switch value / 10_000_000_000 {
        case 521, 549: return without(10_000_000_000, value)
        case 550...559 where value / 100_000_000 % 10 == 9:
            let isLandline = (2...5).contains(value / 10_000_000 % 10)
            return isLandline ? value : without(100_000_000, value)
        default: return value
        }
    }

    private static let thirteenDigits: UInt64 = 1_000_000_000_000

    /// The number without the digit at the place of that power of ten.
    private static func without(_ power: UInt64, _ value: UInt64) -> UInt64 {
        value / (power * 10) * power + value % power
    }

    /// Whether it is a number of Brazil by its country code and length.
    public var isBrazilian: Bool {
        let bytes = digits.utf8
        return digits.hasPrefix("55") && (bytes.count == 12 || bytes.count == 13)
    }

    /// Whether it is a Brazilian landline: the first local digit is 2 to 5, and it never takes a 9.
    public var isBrazilianLandline: Bool {
        guard isBrazilian, digits.utf8.count == 12 else { return false }
        return Self.isLandline(Array(digits.utf8)[4])
    }

    /// Whether a landline's local number begins with that digit, 2 to 5.
    private static func isLandline(_ digit: UInt8) -> Bool { digit >= 0x32 && digit <= 0x35 }

    /// The form with 12 digits of a Brazilian mobile number that has 13, else nil.
    public var withoutNinthDigit: PhoneNumber? {
        var bytes = Array(digits.utf8)
        guard isBrazilian, bytes.count == 13, bytes[4] == UInt8(ascii: "9") else { return nil }
        bytes.remove(at: 4)
        return PhoneNumber(known: bytes)
    }

    /// The form with 13 digits of a Brazilian mobile number that has 12, else nil.
    public var withNinthDigit: PhoneNumber? {
        let bytes = Array(digits.utf8)
        guard isBrazilian, bytes.count == 12, !isBrazilianLandline else { return nil }
        return PhoneNumber(parsing: Array(bytes[..<4] + [UInt8(ascii: "9")] + bytes[4...]))
    }

    /// Every form under which this number may be known, the asked one first.
    public var candidates: [PhoneNumber] {
        [self] + [withNinthDigit, withoutNinthDigit].compactMap { $0 }
    }
}
