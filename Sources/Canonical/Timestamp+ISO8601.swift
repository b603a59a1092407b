extension Timestamp {
    /// The last moment that has an ISO 8601 form here: ECMAScript's time range, ±8.64e15 ms.
    private static let last: Int64 = 8_640_000_000_000_000

    /// The moment as `2026-01-31T23:59:59.000Z`, as ECMAScript's `toISOString` writes it.
    ///
    /// Years outside 0...9999 have a sign and six digits; moments beyond ECMAScript's range are
    /// written as the end of that range.
    public var iso8601: String { text(separator: UInt8(ascii: "T")) }

    /// The same with a blank in place of the `T`, as Go's database drivers print moments.
    public var iso8601WithSpace: String { text(separator: UInt8(ascii: " ")) }

    /// The bytes of ``iso8601``, with another separator if one is given; nil for a year outside
    /// 0...9999, which takes more of them.
    public func iso8601Bytes(separator: UInt8 = UInt8(ascii: "T")) -> InlineArray<24, UInt8>? {
        guard (-Self.last...Self.last).contains(milliseconds) else { return nil }
        let time = CivilTime(self)
        return (0...9999).contains(time.year) ? Self.form(time, separator) : nil
    }

    private func text(separator: UInt8) -> String {
        let moment = Timestamp(milliseconds: min(max(milliseconds, -Self.last), Self.last))
        let time = CivilTime(moment)
        let form = Self.form(time, separator)
        // The bytes are only read, and only during the call.
        let text = unsafe form.span.withUnsafeBufferPointer {
            unsafe String(decoding: $0, as: UTF8.self)
        }
        let isCommon = (0...9999).contains(time.year)
        return isCommon ? text : Self.longYear(time.year) + text.dropFirst(4)
    }

    /// The form with the last four digits of the year.
    ///
    /// Answers are full of moments: it is filled in place, without a buffer on the heap.
    private static func form(_ time: CivilTime, _ separator: UInt8) -> InlineArray<24, UInt8> {
        var form: InlineArray<24, UInt8> = [
            0x30, 0x30, 0x30, 0x30, 0x2D, 0x30, 0x30, 0x2D, 0x30, 0x30, separator, 0x30,
            0x30, 0x3A, 0x30, 0x30, 0x3A, 0x30, 0x30, 0x2E, 0x30, 0x30, 0x30, 0x5A,
        ]
        form.put(time.year / 100 % 100, at: 0)
        form.put(time.year % 100, at: 2)
        form.put(time.month, at: 5)
        form.put(time.day, at: 8)
        form.put(time.hour, at: 11)
        form.put(time.minute, at: 14)
        form.put(time.second, at: 17)
        form[20] = 0x30 + UInt8(truncatingIfNeeded: time.millisecond / 100)
        form.put(time.millisecond % 100, at: 21)
        return form
    }

    /// A sign and six digits.
    private static func longYear(_ year: Int) -> String {
        let digits = String(abs(year))
        let noughts = String(repeating: "0", count: max(0, 6 - digits.count))
        return (year < 0 ? "-" : "+") + noughts + digits
    }

    /// Reads what ``iso8601`` writes, nil for anything else.
    ///
    /// The fraction may be left out or have one to nine digits, of which the first three count. The
    /// zone must be `Z`; there are no leap seconds.
    public init?(iso8601 text: String) {
        var scanner = DigitScanner(Array(text.utf8))
        guard let year = scanner.year(),
            scanner.skip("-"), let month = scanner.number(digits: 2),
            scanner.skip("-"), let day = scanner.number(digits: 2),
            scanner.skip("T"), let hour = scanner.number(digits: 2),
            scanner.skip(":"), let minute = scanner.number(digits: 2),
            scanner.skip(":"), let second = scanner.number(digits: 2),
            let millisecond = scanner.fraction(), scanner.skip("Z"), scanner.isAtEnd,
            (1...12).contains(month), hour < 24, minute < 60, second < 60
        else { return nil }
        let days = Self.days(year: year, month: month, day: day)
        let seconds = Int64(days * 86_400 + hour * 3600 + minute * 60 + second)
        self.init(milliseconds: seconds * 1000 + Int64(millisecond))
        // A day that its month does not have would come back as another one.
        let civil = CivilTime(self)
        guard civil.month == month, civil.day == day, abs(milliseconds) <= Self.last else {
            return nil
        }
    }

    /// Days since 1970 of a date, by 400-year eras beginning in March.
    private static func days(year: Int, month: Int, day: Int) -> Int {
        let shifted = month <= 2 ? year - 1 : year
        let era = (shifted >= 0 ? shifted : shifted - 399) / 400
        let yearOfEra = shifted - era * 400
        let dayOfYear = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1
        let dayOfEra = yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear
        return era * 146_097 + dayOfEra - 719_468
    }
}

extension InlineArray<24, UInt8> {
    /// Writes a number of at most two digits.
    fileprivate mutating func put(_ value: Int, at index: Int) {
        let value = UInt8(truncatingIfNeeded: value)
        self[index] = 0x30 &+ value / 10
        self[index + 1] = 0x30 &+ value % 10
    }
}

/// Reads fields of fixed width from the front of a text.
private struct DigitScanner {
    private let bytes: [UInt8]
    private var offset = 0

    init(_ bytes: [UInt8]) { self.bytes = bytes }

    var isAtEnd: Bool { offset == bytes.count }

    private var next: UInt8? { offset < bytes.count ? bytes[offset] : nil }

    mutating func skip(_ character: Unicode.Scalar) -> Bool {
        guard let next, Unicode.Scalar(next) == character else { return false }
        offset += 1
        return true
    }

    mutating func number(digits: Int) -> Int? {
        var value = 0
        for _ in 0..<digits {
            guard let next, next >= 0x30, next <= 0x39 else { return nil }
            value = value * 10 + Int(next - 0x30)
            offset += 1
        }
        return value
    }

    /// Four digits, or a sign and six.
    mutating func year() -> Int? {
        if skip("+") { return number(digits: 6) }
        if skip("-") { return number(digits: 6).map { -$0 } }
        return number(digits: 4)
    }

    /// Milliseconds of an optional fraction.
    mutating func fraction() -> Int? {
        guard skip(".") else { return 0 }
        var milliseconds = 0
        var weight = 100
        var count = 0
        while count < 9, let digit = number(digits: 1) {
            milliseconds += digit * weight
            weight /= 10
            count += 1
        }
        return count > 0 ? milliseconds : nil
    }
}
