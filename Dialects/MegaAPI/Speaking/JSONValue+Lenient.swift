import DialectKit

extension JSONValue {
    /// A member's text, nil when it is absent, empty or anything else.
    func text(_ key: String) -> String? {
        guard let text = self[key]?.string, !text.isEmpty else { return nil }
        return text
    }

    /// Whether a member is true.
    func isTrue(_ key: String) -> Bool { self[key]?.bool == true }

    /// An integer, written as a number or as a text.
    var wireInt: Int? { int ?? string.flatMap { Int($0) } }

    /// A moment in seconds, written as a number or as a text; nil beyond all time.
    var seconds: Timestamp? {
        guard let seconds = wireInt else { return nil }
        let (milliseconds, overflow) = Int64(seconds).multipliedReportingOverflow(by: 1000)
        return overflow ? nil : Timestamp(milliseconds: milliseconds)
    }

    /// A member's address, nil when it is none.
    func address(_ key: String) -> Address? { text(key).flatMap { Address(parsing: $0) } }
}
