import Wire

extension JSONValue {
    /// The JSON type's name.
    var kind: String {
        switch self {
        case .null: "null"
        case .bool: "boolean"
        case .number: "number"
        case .string: "string"
        case .array: "array"
        case .object: "object"
        }
    }

    /// The value's text, shortened to fit a line.
    var excerpt: String {
        let text = text
        return text.count > 120 ? text.prefix(117) + "..." : text
    }
}
