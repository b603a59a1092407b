import DialectKit

/// How the vendor's bodies are read: a member of another type than expected counts as absent.
extension JSONValue {
    /// The first of these members that says something, a number by its spelling.
    func text(_ keys: String...) -> String? {
        for key in keys {
            guard let value = self[key] else { continue }
            let text = value.string ?? value.number?.spelling ?? ""
            if !text.isEmpty { return text }
        }
        return nil
    }

    /// Whether the member is true; one log showed `"True"` as a text.
    func flag(_ key: String) -> Bool {
        self[key]?.bool ?? (self[key]?.string?.lowercased() == "true")
    }

    /// The texts in a member that is an array.
    func texts(_ key: String) -> [String] { (self[key]?.array ?? []).compactMap(\.string) }

    /// The first of these members that is an address.
    func address(_ keys: String...) -> Address? {
        for key in keys {
            if let text = text(key), let address = Address(parsing: text) { return address }
        }
        return nil
    }

    /// The phone of the first of these members that has one.
    func phone(_ keys: String...) -> PhoneNumber? {
        for key in keys {
            if let phone = address(key)?.phone { return phone }
        }
        return nil
    }

    /// The digits of a LID in one of these members.
    func lid(_ keys: String...) -> String? {
        for key in keys {
            if case .lid(let digits) = address(key) { return digits }
        }
        return nil
    }

    /// The moment in a member, nil when there is none: seconds, milliseconds, or ISO 8601 with a
    /// `T` or a blank; Go's empty moment is none.
    func moment(_ key: String) -> Timestamp? {
        guard let value = self[key] else { return nil }
        let text = value.string ?? ""
        if let number = value.int ?? Int(text) {
            guard number > 0 else { return nil }
            // What would be seconds beyond the year 5000 are milliseconds.
            let isSeconds = number < 100_000_000_000
            return Timestamp(milliseconds: Int64(isSeconds ? number * 1000 : number))
        }
        let moment = Timestamp(iso8601: String(text.map { $0 == " " ? "T" : $0 }))
        return moment.flatMap { $0.milliseconds > 0 ? $0 : nil }
    }
}
