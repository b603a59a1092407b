internal import Wire

/// `sotaque upstream put NAME | list | show NAME | delete NAME`.
enum UpstreamCommand {
    static let takes =
        "put NAME --dialect NAME --base-url URL [--set SETTING=VALUE]... [--limit NAME=NUMBER]..."
        + " | list | show NAME | delete NAME"
    static let notes = """
        put      makes an upstream, or changes what is given; `--set SETTING=` removes one. Settings
                 by dialect are in docs/upstreams.md; secrets are kept sealed and never shown again
        limits   connect_ms, first_byte_ms, total_ms, concurrent_calls, send_gap_ms
        """
    private static let path = "/_sotaque/upstreams"

    static func run(_ arguments: [String]) async throws(UsageError) -> Int32 {
        let flags = try Flags(arguments)
        let client = try ControlClient(arguments) { name in
            ["dialect", "base-url", "set", "limit", "authority-file"].contains(name)
        }
        switch (flags.words.first, flags.words.dropFirst().first) {
        case ("put", let name?):
            return try await client.call(.put, "\(path)/\(PathText.escape(name))", body(flags))
        case ("list", nil): return try await client.call(.get, path)
        case ("show", let name?):
            return try await client.call(.get, "\(path)/\(PathText.escape(name))")
        case ("delete", let name?):
            return try await client.call(.delete, "\(path)/\(PathText.escape(name))")
        default: throw UsageError("usage: sotaque upstream \(takes)")
        }
    }

    private static func body(_ flags: Flags) throws(UsageError) -> JSONValue {
        var body = JSONObject()
        if let dialect = flags.first("dialect") { body["dialect"] = .string(dialect) }
        if let url = flags.first("base-url") { body["base_url"] = .string(url) }
        body["settings"] = try settings(flags)
        var limits = JSONObject()
        for text in flags.all("limit") {
            let (name, value) = try pair(text, of: "limit")
            guard let number = Int(value) else {
                throw UsageError("--limit \(name) must be a whole number")
            }
            limits[name] = .number(JSONNumber(number))
        }
        if let file = flags.first("authority-file") { limits["authority_file"] = .string(file) }
        if limits.count > 0 { body["limits"] = .object(limits) }
        return .object(body)
    }

    /// What `--set SETTING=VALUE` says, nil when it says nothing; an empty value removes a setting.
    static func settings(_ flags: Flags) throws(UsageError) -> JSONValue? {
        guard flags.has("set") else { return nil }
        var settings = JSONObject()
        for text in flags.all("set") {
            let (name, value) = try pair(text, of: "set")
            settings[name] = value.isEmpty ? .null : .string(value)
        }
        return .object(settings)
    }

    private static func pair(
        _ text: String,
        of flag: String
    ) throws(UsageError) -> (String, String) {
        guard let equals = text.firstIndex(of: "="), equals > text.startIndex else {
            throw UsageError("--\(flag) takes NAME=VALUE")
        }
        return (String(text[..<equals]), String(text[text.index(after: equals)...]))
    }
}
