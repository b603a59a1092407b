internal import Canonical

/// Reads `Retry-After` (RFC 9110 section 10.2.3).
enum RetryAfter {
    /// The longest pause that a receiver may ask for, in milliseconds: an hour.
    static let longest: Int64 = 3_600_000

    private static let months = [
        "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
    ]

    /// The pause in milliseconds, from 0 to ``longest``; nil for what is neither a number of seconds
    /// nor a date.
    static func milliseconds(_ text: String, at now: Timestamp) -> Int64? {
        if !text.isEmpty, text.utf8.allSatisfy({ (0x30...0x39).contains($0) }) {
            // A number that does not fit is longer than an hour, too.
            guard let seconds = Int64(text), seconds < longest / 1000 else { return longest }
            return seconds * 1000
        }
        guard let moment = date(text) else { return nil }
        let pause = moment.milliseconds.subtractingReportingOverflow(now.milliseconds)
        return min(max(pause.overflow ? longest : pause.partialValue, 0), longest)
    }

    /// Reads an IMF-fixdate, the one form of dates that is written today (RFC 9110 section 5.6.7).
    private static func date(_ text: String) -> Timestamp? {
        let parts = text.split(separator: " ")
        guard parts.count == 6, parts[5] == "GMT", parts[1].utf8.count == 2,
            let month = months.firstIndex(of: String(parts[2]))
        else { return nil }
        let number = month < 9 ? "0\(month + 1)" : "\(month + 1)"
        return Timestamp(iso8601: "\(parts[3])-\(number)-\(parts[1])T\(parts[4])Z")
    }
}
