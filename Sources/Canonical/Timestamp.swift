/// A moment: integer milliseconds since 1970 in UTC, the only form of time in the model.
public struct Timestamp: Hashable, Comparable, Sendable {
    /// Milliseconds since 1970-01-01T00:00:00Z.
    public let milliseconds: Int64

    /// Makes a moment out of milliseconds since 1970.
    public init(milliseconds: Int64) { self.milliseconds = milliseconds }

    /// Whole seconds since 1970, rounded down.
    public var seconds: Int64 {
        milliseconds >= 0 ? milliseconds / 1000 : (milliseconds - 999) / 1000
    }

    /// The moment `milliseconds` later; a sum that does not fit stays at the end of time.
    public func advanced(byMilliseconds delta: Int64) -> Timestamp {
        let (sum, overflow) = milliseconds.addingReportingOverflow(delta)
        return Timestamp(milliseconds: overflow ? (delta < 0 ? .min : .max) : sum)
    }

    /// Orders by time.
    public static func < (left: Timestamp, right: Timestamp) -> Bool {
        left.milliseconds < right.milliseconds
    }
}

/// A moment's calendar fields in UTC, by the proleptic Gregorian calendar.
public struct CivilTime: Equatable, Sendable {
    /// The year, 1970 and later for every moment the gateway makes.
    public let year: Int
    /// The month, 1...12.
    public let month: Int
    /// The day of the month, 1...31.
    public let day: Int
    /// The hour, 0...23.
    public let hour: Int
    /// The minute, 0...59.
    public let minute: Int
    /// The second, 0...59.
    public let second: Int
    /// The millisecond, 0...999.
    public let millisecond: Int

    /// Splits a moment into its calendar fields.
    ///
    /// The days-to-date step is the public-domain algorithm of 400-year eras beginning in March.
    public init(_ moment: Timestamp) {
        let seconds = moment.seconds
        let daySeconds = Int(((seconds % 86_400) + 86_400) % 86_400)
        let days = Int((seconds - Int64(daySeconds)) / 86_400) + 719_468
        let era = (days >= 0 ? days : days - 146_096) / 146_097
        let dayOfEra = days - era * 146_097
        let yearOfEra =
            (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
        let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
        let shifted = (5 * dayOfYear + 2) / 153
        day = dayOfYear - (153 * shifted + 2) / 5 + 1
        month = shifted < 10 ? shifted + 3 : shifted - 9
        year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0)
        hour = daySeconds / 3600
        minute = daySeconds / 60 % 60
        second = daySeconds % 60
        millisecond = Int(moment.milliseconds - seconds * 1000)
    }
}
