/// How upstreams' bodies are read: a member of another type than expected counts as absent.
extension JSONValue {
    /// The first of these members that is a text and not empty.
    public func text(_ keys: String...) -> String? {
        first(keys, \.filledText)
    }

    /// What a member says, when it says something.
    public func text(_ key: String) -> String? { self[key].flatMap(\.filledText) }

    /// The first of these members that says something, a number by its spelling.
    public func spelling(_ keys: String...) -> String? {
        first(keys) { value in
            let text = value.string ?? value.number?.spelling ?? ""
            return text.isEmpty ? nil : text
        }
    }

    /// The texts in a member that is an array.
    public func texts(_ key: String) -> [String] { (self[key]?.array ?? []).compactMap(\.string) }

    /// Whether a member is true, or the word for it.
    public func flag(_ key: String) -> Bool {
        self[key]?.bool ?? (self[key]?.string?.lowercased() == "true")
    }

    /// The first of these members that is an address.
    public func address(_ keys: String...) -> Address? { first(keys, \.address) }

    /// The address in a member.
    public func address(_ key: String) -> Address? { self[key]?.address }

    /// The phone of the first of these members that has one.
    public func phone(_ keys: String...) -> PhoneNumber? { first(keys) { $0.address?.phone } }

    /// The digits of the first LID in one of these members.
    public func lid(_ keys: String...) -> String? { first(keys) { $0.address?.lid } }

    /// The digits of the LID in a member.
    public func lid(_ key: String) -> String? { self[key]?.address?.lid }

    /// The moment in a member; see ``moment``.
    public func moment(_ key: String) -> Timestamp? { self[key]?.moment }

    /// The text, nil when there is none or nothing in it.
    private var filledText: String? { string.flatMap { $0.isEmpty ? nil : $0 } }

    private func first<Value>(_ keys: [String], _ read: (JSONValue) -> Value?) -> Value? {
        for key in keys {
            if let value = self[key].flatMap(read) { return value }
        }
        return nil
    }
}

extension JSONValue {
    /// The address that it is, nil when it is none.
    public var address: Address? { string.flatMap { Address(parsing: $0) } }

    /// The whole number that it is: a number, its digits as a text, or what JavaScript libraries make
    /// of 64 bits (`{"low": 1, "high": 0}`).
    public var whole: Int? {
        if let low = self["low"]?.int, self["high"]?.int == 0 { return low }
        return int ?? string.flatMap { Int($0) }
    }

    /// The moment that it is, nil when it is none: seconds or milliseconds since 1970, or ISO 8601 with
    /// a `T` or a blank.
    ///
    /// What would be seconds beyond the year 5000 are milliseconds. Nothing is before 1970, for zero
    /// and Go's empty moment are none, and nothing behind the year 9999.
    public var moment: Timestamp? {
        let moment =
            if let number = whole { Timestamp(wire: number) } else {
                Timestamp(iso8601: String((string ?? "").map { $0 == " " ? "T" : $0 }))
            }
        return moment.flatMap { $0.milliseconds > 0 ? $0 : nil }
    }
}

extension Timestamp {
    private static let leastMilliseconds = 100_000_000_000
    private static let lastMillisecond = 253_402_300_799_999

    /// Reads seconds or milliseconds.
    fileprivate init?(wire number: Int) {
        guard (1...Self.lastMillisecond).contains(number) else { return nil }
        let isSeconds = number < Self.leastMilliseconds
        self.init(milliseconds: Int64(isSeconds ? number * 1000 : number))
    }
}
