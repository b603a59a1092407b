public import Canonical
public import Wire

extension UpstreamDefinition: JSONRepresentable {
    /// `{"id","dialect","base_url","settings":{},"limits":{}}`, secrets in clear.
    public var json: JSONValue {
        [
            "id": .string(id.text), "dialect": .string(dialect.text),
            "base_url": .string(baseURL), "settings": JSONValue(settings: settings),
            "limits": limits.json,
        ]
    }

    /// Reads a configured upstream.
    public init(reading place: JSONPlace) throws(CanonicalJSONError) {
        self.init(
            id: UpstreamID(try place.string("id")),
            dialect: DialectID(try place.string("dialect")),
            baseURL: try place.string("base_url"),
            settings: try place.settings("settings"),
            limits: try place.optionalRead("limits") ?? UpstreamLimits()
        )
    }
}

extension UpstreamLimits: JSONRepresentable {
    /// Every bound by its name, with its unit last.
    public var json: JSONValue {
        var object: JSONObject = [
            "connect_ms": .number(JSONNumber(connectMilliseconds)),
            "first_byte_ms": .number(JSONNumber(firstByteMilliseconds)),
            "total_ms": .number(JSONNumber(totalMilliseconds)),
            "concurrent_calls": .number(JSONNumber(concurrentCalls)),
            "send_gap_ms": .number(JSONNumber(sendGapMilliseconds)),
        ]
        object["authority_file"] = authorityFile.map(JSONValue.string)
        return .object(object)
    }

    /// Reads bounds; one that is left out has its default, one that cannot be is refused.
    public init(reading place: JSONPlace) throws(CanonicalJSONError) {
        self.init()
        let longest = 600_000
        connectMilliseconds = try place.int("connect_ms", 1...longest) ?? connectMilliseconds
        firstByteMilliseconds =
            try place.int("first_byte_ms", 1...longest) ?? firstByteMilliseconds
        totalMilliseconds = try place.int("total_ms", 1...longest) ?? totalMilliseconds
        concurrentCalls = try place.int("concurrent_calls", 1...1024) ?? concurrentCalls
        sendGapMilliseconds = try place.int("send_gap_ms", 0...longest) ?? sendGapMilliseconds
        authorityFile = try place.optionalString("authority_file")
    }
}

extension JSONValue {
    /// An object of texts, its keys in order.
    init(settings: [String: String]) {
        let members = settings.sorted { $0.key < $1.key }.map {
            ($0.key, JSONValue.string($0.value))
        }
        self = .object(JSONObject(members))
    }
}

extension JSONPlace {
    /// The texts of a member that is an object, none when it is absent or `null`.
    func settings(_ key: String) throws(CanonicalJSONError) -> [String: String] {
        guard let place = try optional(key) else { return [:] }
        guard let object = place.value.object else {
            throw place.error(.wrongType, expected: "an object")
        }
        var settings: [String: String] = [:]
        for (name, value) in object.members {
            settings[name] = try JSONPlace(value, path: place.path(of: name)).string()
        }
        return settings
    }

    /// The number of a member within bounds, nil when it is absent or `null`.
    func int(_ key: String, _ bounds: ClosedRange<Int>) throws(CanonicalJSONError) -> Int? {
        guard let place = try optional(key) else { return nil }
        let number = try place.int()
        guard bounds.contains(number) else {
            throw place.error(expected: "\(bounds.lowerBound) to \(bounds.upperBound)")
        }
        return number
    }
}
