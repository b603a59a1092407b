internal import Wire

/// `sotaque instance create NAME --tenant T | list | show ID | delete ID | pair ID [--phone N]`,
/// and what has a page of its own: `route`, `import` and `differences`.
enum InstanceCommand {
    static func run(_ arguments: [String]) async throws(UsageError) -> Int32 {
        let flags = try Flags(arguments)
        if flags.words.first == "import" { return try await ImportCommand.run(arguments) }
        let client = try ControlClient(arguments) { name in
            ["tenant", "reveal", "phone", "limit", "clear"].contains(name)
                || RouteCommand.flagNames.contains(name)
                || name.hasPrefix("name.") || name.hasPrefix("token.")
        }
        let path = "/_sotaque/instances"
        switch (flags.words.first, flags.words.dropFirst().first) {
        case ("create", let name?):
            return try await client.call(.post, path, try creation(name, flags))
        case ("list", nil):
            let tenant = flags.first("tenant").map { "?tenant=" + PathText.escape($0) }
            return try await client.call(.get, path + (tenant ?? ""))
        case ("show", let id?):
            let reveal = flags.first("reveal") == "tokens" ? "?reveal=tokens" : ""
            return try await client.call(.get, "\(path)/\(PathText.escape(id))\(reveal)")
        case ("delete", let id?):
            return try await client.call(.delete, "\(path)/\(PathText.escape(id))")
        case ("pair", let id?):
            return try await pair(id, flags, client)
        case ("route", let id?): return try await RouteCommand.run(id, flags, client)
        case ("differences", let id?): return try await differences(id, flags, client)
        default:
            throw UsageError(
                "usage: sotaque instance create NAME --tenant T | list | show ID | delete ID"
                    + " | pair ID [--phone NUMBER] | \(differencesTake) | \(RouteCommand.takes)"
                    + " | \(ImportCommand.takes)"
            )
        }
    }

    /// What `differences` takes.
    static let differencesTake = "differences ID [--limit NUMBER] | differences ID --clear"

    /// Lists what a candidate did in another way, newest first, or forgets it.
    private static func differences(
        _ id: String,
        _ flags: Flags,
        _ client: ControlClient
    ) async throws(UsageError) -> Int32 {
        let path = "/_sotaque/instances/\(PathText.escape(id))/differences"
        if flags.has("clear") {
            guard !flags.has("limit") else {
                throw UsageError("--clear and --limit do not go together")
            }
            return try await client.call(.delete, path)
        }
        guard let limit = flags.first("limit") else { return try await client.call(.get, path) }
        guard Int(limit) != nil else { throw UsageError("--limit takes a whole number") }
        return try await client.call(.get, path + "?limit=\(limit)")
    }

    /// The body of a creation; `--name.DIALECT` and `--token.DIALECT` bring existing ones.
    private static func creation(_ name: String, _ flags: Flags) throws(UsageError) -> JSONValue {
        guard let tenant = flags.first("tenant") else { throw UsageError("--tenant is required") }
        var names = JSONObject()
        var tokens = JSONObject()
        for (flag, values) in flags.values {
            guard let value = values.last else { continue }
            if flag.hasPrefix("name.") { names[String(flag.dropFirst(5))] = .string(value) }
            if flag.hasPrefix("token.") { tokens[String(flag.dropFirst(6))] = .string(value) }
        }
        return [
            "tenant": .string(tenant), "name": .string(name), "names": .object(names),
            "tokens": .object(tokens),
        ]
    }

    /// Asks for a code and scans it with a phone of the sandbox.
    private static func pair(
        _ id: String,
        _ flags: Flags,
        _ client: ControlClient
    ) async throws(UsageError) -> Int32 {
        let escaped = PathText.escape(id)
        let asked = try await client.call(.post, "/_sotaque/instances/\(escaped)/connect", [:])
        guard asked == 0 else { return asked }
        var body = JSONObject()
        if let phone = flags.first("phone") { body["phone"] = .string(phone) }
        let scan = "/_sotaque/sandbox/instances/\(escaped)/scan"
        return try await client.call(.post, scan, .object(body))
    }
}
