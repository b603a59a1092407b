/// A JSON object that is being read, and where it lies in the body.
///
/// Readers throw with the member's full path. Unknown members are ignored; an absent member and
/// `null` are told apart only by ``has(_:)``: every optional reader gives nil for both.
public struct WireObject: Sendable {
    /// The object.
    public let json: JSONObject
    /// The dotted path from the body's root, empty for the root.
    public let path: String

    /// Begins to read an object.
    public init(_ json: JSONObject, path: String = "") {
        self.json = json
        self.path = path
    }

    /// The dotted path of a member.
    public func path(of key: String) -> String { path.isEmpty ? key : path + "." + key }

    /// Whether the member is there and not `null`.
    public func has(_ key: String) -> Bool { value(key) != nil }

    /// The member, nil when it is absent or `null`.
    public func value(_ key: String) -> JSONValue? {
        guard let value = json[key], value != .null else { return nil }
        return value
    }

    /// The error of a member that must be there and is not.
    public func missing(_ key: String) -> WireError {
        WireError(.missing, path: path(of: key), "\(key) is required")
    }

    /// The error of a member of another type.
    public func wrongType(_ key: String, _ expected: String) -> WireError {
        WireError(.wrongType, path: path(of: key), "\(key) must be \(expected)")
    }

    /// The error of a member whose value cannot be.
    public func invalid(_ key: String, _ rule: String, value: String? = nil) -> WireError {
        WireError(.invalidValue, path: path(of: key), "\(key) \(rule)", value: value)
    }
}

extension WireObject {
    /// The text of a member.
    public func string(_ key: String) throws(WireError) -> String {
        guard let text = try optionalString(key) else { throw missing(key) }
        return text
    }

    /// The text of a member, refused when it is empty or blank.
    public func filledString(_ key: String) throws(WireError) -> String {
        let text = try string(key)
        guard text.utf8.contains(where: { $0 > 0x20 }) else { throw missing(key) }
        return text
    }

    /// The truth of a member.
    public func bool(_ key: String) throws(WireError) -> Bool {
        guard let flag = try optionalBool(key) else { throw missing(key) }
        return flag
    }

    /// The object in a member.
    public func object(_ key: String) throws(WireError) -> WireObject {
        guard let object = try optionalObject(key) else { throw missing(key) }
        return object
    }

    /// The texts in a member that is an array, at most `limit` of them.
    public func strings(_ key: String, limit: Int = 1024) throws(WireError) -> [String] {
        guard let texts = try optionalStrings(key, limit: limit) else { throw missing(key) }
        return texts
    }

    /// The objects in a member that is an array, at most `limit` of them.
    public func objects(_ key: String, limit: Int = 1024) throws(WireError) -> [WireObject] {
        guard let value = value(key) else { throw missing(key) }
        guard let array = value.array else { throw wrongType(key, "an array") }
        guard array.count <= limit else { throw invalid(key, "has more than \(limit) elements") }
        var objects: [WireObject] = []
        for (index, element) in array.enumerated() {
            guard let object = element.object else { throw wrongType(key, "an array of objects") }
            objects.append(WireObject(object, path: path(of: key) + ".\(index)"))
        }
        return objects
    }
}

extension WireObject {
    /// The text of a member, nil when it is absent or `null`.
    public func optionalString(_ key: String) throws(WireError) -> String? {
        guard let value = value(key) else { return nil }
        guard let text = value.string else { throw wrongType(key, "a string") }
        return text
    }

    /// The text of the first member that is there.
    public func firstString(_ keys: String...) throws(WireError) -> String? {
        for key in keys where has(key) { return try optionalString(key) }
        return nil
    }

    /// The truth of a member, nil when it is absent or `null`.
    public func optionalBool(_ key: String) throws(WireError) -> Bool? {
        guard let value = value(key) else { return nil }
        guard let flag = value.bool else { throw wrongType(key, "a boolean") }
        return flag
    }

    /// The whole number in a member, nil when it is absent or `null`.
    public func optionalInt(_ key: String) throws(WireError) -> Int? {
        guard let value = value(key) else { return nil }
        guard let number = value.int else { throw wrongType(key, "an integer") }
        return number
    }

    /// The object in a member, nil when it is absent or `null`.
    public func optionalObject(_ key: String) throws(WireError) -> WireObject? {
        guard let value = value(key) else { return nil }
        guard let object = value.object else { throw wrongType(key, "an object") }
        return WireObject(object, path: path(of: key))
    }

    /// The texts in a member that is an array, nil when it is absent or `null`.
    public func optionalStrings(_ key: String, limit: Int = 1024) throws(WireError) -> [String]? {
        guard let value = value(key) else { return nil }
        guard let array = value.array else { throw wrongType(key, "an array") }
        guard array.count <= limit else { throw invalid(key, "has more than \(limit) elements") }
        var texts: [String] = []
        texts.reserveCapacity(array.count)
        for element in array {
            guard let text = element.string else { throw wrongType(key, "an array of strings") }
            texts.append(text)
        }
        return texts
    }

    /// The address in a member that must be there.
    public func address(_ key: String) throws(WireError) -> Address {
        try Self.address(in: filledString(key), path: path(of: key))
    }

    /// Reads an address out of any text of a request, naming where it stood.
    public static func address(in text: String, path: String) throws(WireError) -> Address {
        guard let address = Address(parsing: text) else {
            throw WireError(
                .invalidRecipient,
                path: path,
                "\(path) is not a phone number or WhatsApp id",
                value: text
            )
        }
        return address
    }
}
