public import Wire

/// A JSON value that is being read, and where it lies, for errors that name the place.
public struct JSONPlace: Sendable {
    /// The value.
    public let value: JSONValue
    /// The dotted path from the root, empty for the root.
    public let path: String

    /// Begins to read a value.
    public init(_ value: JSONValue, path: String = "") {
        self.value = value
        self.path = path
    }

    /// The error of this value, when it is not what was expected.
    public func error(
        _ kind: CanonicalJSONError.Kind = .invalidValue,
        expected: String
    ) -> CanonicalJSONError {
        CanonicalJSONError(kind, path: path, expected: expected)
    }

    /// The path of a member.
    func path(of key: String) -> String { path.isEmpty ? key : "\(path).\(key)" }
}

extension JSONPlace {
    /// The value as text.
    public func string() throws(CanonicalJSONError) -> String {
        guard let text = value.string else { throw error(.wrongType, expected: "a string") }
        return text
    }

    /// The value as a whole number.
    public func int() throws(CanonicalJSONError) -> Int {
        guard let number = value.int else { throw error(.wrongType, expected: "an integer") }
        return number
    }

    /// The value as a truth.
    public func bool() throws(CanonicalJSONError) -> Bool {
        guard let flag = value.bool else { throw error(.wrongType, expected: "a boolean") }
        return flag
    }

    /// The value's elements.
    public func elements() throws(CanonicalJSONError) -> [JSONPlace] {
        guard let array = value.array else { throw error(.wrongType, expected: "an array") }
        return array.enumerated().map { JSONPlace($1, path: path(of: "\($0)")) }
    }

    /// The value as one of an enumeration's names.
    public func name<Name: RawRepresentable>(
        of type: Name.Type
    ) throws(CanonicalJSONError) -> Name where Name.RawValue == String {
        guard let name = Name(rawValue: try string()) else { throw error(expected: "a known name") }
        return name
    }
}

extension JSONPlace {
    /// A member, nil when it is absent or `null`.
    public func optional(_ key: String) throws(CanonicalJSONError) -> JSONPlace? {
        guard let object = value.object else { throw error(.wrongType, expected: "an object") }
        guard let member = object[key], !member.isNull else { return nil }
        return JSONPlace(member, path: path(of: key))
    }

    /// A member that must be there.
    public func member(_ key: String) throws(CanonicalJSONError) -> JSONPlace {
        guard let member = try optional(key) else {
            throw CanonicalJSONError(.missing, path: path(of: key), expected: "a value")
        }
        return member
    }

    /// The text of a member that must be there.
    public func string(_ key: String) throws(CanonicalJSONError) -> String {
        try member(key).string()
    }

    /// The text of a member, nil when it is absent or `null`.
    public func optionalString(_ key: String) throws(CanonicalJSONError) -> String? {
        try optional(key)?.string()
    }

    /// The truth of a member, false when it is absent or `null`.
    public func flag(_ key: String) throws(CanonicalJSONError) -> Bool {
        try optional(key)?.bool() ?? false
    }

    /// The texts of a member that is an array, none when it is absent or `null`.
    public func strings(_ key: String) throws(CanonicalJSONError) -> [String] {
        var texts: [String] = []
        for element in try optional(key)?.elements() ?? [] { texts.append(try element.string()) }
        return texts
    }

    /// The canonical value of a member that must be there.
    public func read<Value: JSONRepresentable>(
        _ key: String,
        as type: Value.Type = Value.self
    ) throws(CanonicalJSONError) -> Value {
        try Value(reading: try member(key))
    }

    /// The canonical value of a member, nil when it is absent or `null`.
    public func optionalRead<Value: JSONRepresentable>(
        _ key: String,
        as type: Value.Type = Value.self
    ) throws(CanonicalJSONError) -> Value? {
        guard let member = try optional(key) else { return nil }
        return try Value(reading: member)
    }

    /// The canonical values of a member that is an array, none when it is absent or `null`.
    public func readAll<Value: JSONRepresentable>(
        _ key: String,
        as type: Value.Type = Value.self
    ) throws(CanonicalJSONError) -> [Value] {
        var values: [Value] = []
        for element in try optional(key)?.elements() ?? [] {
            values.append(try Value(reading: element))
        }
        return values
    }
}
