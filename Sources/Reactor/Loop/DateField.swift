/// The value of a `Date` field: an IMF-fixdate.
public typealias DateText = InlineArray<29, UInt8>

/// The value of the `Date` field, kept as bytes and written anew once a second.
final class DateField {
    private var text = DateText(repeating: UInt8(ascii: " "))
    private var validUntil = Int.min

    /// The IMF-fixdate (RFC 9110 section 5.6.7) for the given monotonic millisecond.
    func value(now: Int) -> DateText {
        if now >= validUntil {
            let wall = Clock.wallMilliseconds
            let bytes = Self.format(secondsSince1970: wall / 1000)
            precondition(bytes.count == text.count, "A date has 29 bytes.")
            text = DateText { bytes[$0] }
            validUntil = now + 1000 - wall % 1000
        }
        return text
    }

    /// Formats a time as `Sun, 06 Nov 1994 08:49:37 GMT`; times before 1970 are taken as 1970.
    static func format(secondsSince1970 seconds: Int) -> [UInt8] {
        let seconds = max(0, seconds)
        let (year, month, day) = civil(daysSince1970: seconds / 86_400)
        let weekday = (seconds / 86_400 + 4) % 7
        let clock = [seconds / 3600 % 24, seconds / 60 % 60, seconds % 60].map(twoDigits)
        let date = "\(twoDigits(day)) \(months[month - 1]) \(year)"
        return Array(
            "\(weekdays[weekday]), \(date) \(clock[0]):\(clock[1]):\(clock[2]) GMT".utf8
        )
    }

    private static let weekdays = ["Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"]
    private static let months = [
        "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
    ]

    private static func twoDigits(_ number: Int) -> String {
        number < 10 ? "0\(number)" : "\(number)"
    }

    /// The proleptic Gregorian date, counted in eras of 400 years that begin on a first of March.
    private static func civil(daysSince1970 days: Int) -> (year: Int, month: Int, day: Int) {
        let shifted = days + 719_468
        let era = shifted / 146_097
        let dayOfEra = shifted % 146_097
        let yearOfEra =
            (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
        let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
        let monthFromMarch = (5 * dayOfYear + 2) / 153
        let month = monthFromMarch < 10 ? monthFromMarch + 3 : monthFromMarch - 9
        let year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0)
        return (year, month, dayOfYear - (153 * monthFromMarch + 2) / 5 + 1)
    }
}
