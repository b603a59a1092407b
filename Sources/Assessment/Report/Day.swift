import DialectKit

/// A day counted from 1970-01-01 in UTC, and its date.
enum Day {
    private static let milliseconds = 86_400_000
    /// 9999-12-31, the last day whose date has ten characters.
    private static let last = 2_932_896

    /// The date, `2026-01-31`; days before 1970 or after 9999 are told as the end of that range.
    static func date(_ day: Int) -> String {
        let day = min(max(day, 0), last)
        let moment = Timestamp(milliseconds: Int64(day * milliseconds))
        return String(moment.iso8601.prefix(10))
    }

    /// The day of a date, nil for anything but `2026-01-31` from 1970 to 9999.
    static func reading(_ date: String) -> Int? {
        guard date.utf8.count == 10, let moment = Timestamp(iso8601: date + "T00:00:00Z"),
            moment.milliseconds >= 0
        else { return nil }
        return Int(moment.milliseconds) / milliseconds
    }
}
