import DialectKit

/// How the vendor's bodies are read: a member of another type than expected counts as absent.
extension JSONValue {
    /// The first of these members that says something, a number by its spelling.
    func text(_ keys: String...) -> String? {
        for key in keys {
            if let text = text(key) { return text }
        }
        return nil
    }

    /// The member when it says something, a number by its spelling.
    func text(_ key: String) -> String? {
        guard let value = self[key] else { return nil }
        let text = value.string ?? value.number?.spelling ?? ""
        return text.isEmpty ? nil : text
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
            if let address = address(key) { return address }
        }
        return nil
    }

    /// The member when it is an address.
    func address(_ key: String) -> Address? { text(key).flatMap { Address(parsing: $0) } }

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
            if let digits = address(key)?.lid { return digits }
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

extension Address {
    /// The digits of a LID.
    var lid: String? {
        if case .lid(let digits) = self { return digits }
        return nil
    }
}
