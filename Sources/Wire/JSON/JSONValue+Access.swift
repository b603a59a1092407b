extension JSONValue {
    /// Whether this is the literal `null`.
    public var isNull: Bool {
        if case .null = self { true } else { false }
    }

    /// The string, nil when this is anything else.
    public var string: String? {
        if case .string(let text) = self { text } else { nil }
    }

    /// The number, nil when this is anything else.
    public var number: JSONNumber? {
        if case .number(let number) = self { number } else { nil }
    }

    /// The number's exact integer, nil when this is no number or no integer that fits.
    public var int: Int? { number?.int }

    /// The Boolean, nil when this is anything else.
    public var bool: Bool? {
        if case .bool(let flag) = self { flag } else { nil }
    }

    /// The elements, nil when this is no array.
    public var array: [JSONValue]? {
        if case .array(let elements) = self { elements } else { nil }
    }

    /// The members, nil when this is no object.
    public var object: JSONObject? {
        if case .object(let object) = self { object } else { nil }
    }

    /// The value of that member, nil when this is no object or has no such member.
    public subscript(_ key: String) -> JSONValue? {
        if case .object(let object) = self { object[key] } else { nil }
    }

    /// The element at that index, nil when this is no array or has none there.
    public subscript(_ index: Int) -> JSONValue? {
        guard case .array(let elements) = self, elements.indices.contains(index) else {
            return nil
        }
        return elements[index]
    }
}
