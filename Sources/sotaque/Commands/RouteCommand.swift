internal import Wire

/// `sotaque instance route ID`: which upstreams carry an instance's commands.
enum RouteCommand {
    static let takes =
        "route ID [--upstream NAME [--set SETTING=VALUE]...] [--policy strict|lenient]"
        + " | route ID --candidate NAME [--set SETTING=VALUE]..."
        + " --shadow | --canary PERCENT [--chat NUMBER]..."
        + " | route ID --failover NAME|none [--set SETTING=VALUE]..."
        + " | route ID --cutover | --rollback | --drop-candidate | --drop-previous | --to-sandbox"
        + " | route ID --rotate-hooks [--of UPSTREAM]"
    static let flagNames: Set<String> = [
        "upstream", "set", "policy", "candidate", "canary", "chat", "shadow", "failover", "cutover",
        "rollback", "drop-candidate", "drop-previous", "to-sandbox", "rotate-hooks", "of",
    ]

    /// What is done, of which one at a time may be asked for.
    private static let actions = [
        "upstream", "candidate", "failover", "cutover", "rollback", "drop-candidate",
        "drop-previous", "to-sandbox", "rotate-hooks",
    ]

    static func run(
        _ id: String,
        _ flags: Flags,
        _ client: ControlClient
    ) async throws(UsageError) -> Int32 {
        let path = "/_sotaque/instances/\(PathText.escape(id))/route"
        let asked = actions.filter(flags.has)
        guard asked.count <= 1 else {
            throw UsageError("--\(asked[0]) and --\(asked[1]) do not go together")
        }
        guard !flags.has("of") || asked.first == "rotate-hooks" else {
            throw UsageError("--of goes with --rotate-hooks")
        }
        switch asked.first {
        case "rotate-hooks"?:
            let only = flags.first("of").map { ["upstream": JSONValue.string($0)] as JSONObject }
            let body = JSONValue.object(only ?? JSONObject())
            return try await client.call(.post, path + "/rotate", body)
        case "candidate"?:
            return try await client.call(.put, path + "/candidate", candidate(flags))
        case "failover"?: return try await client.call(.put, path, failover(flags))
        case "cutover"?: return try await client.call(.post, path + "/cutover", [:])
        case "rollback"?: return try await client.call(.post, path + "/rollback", [:])
        case "drop-candidate"?: return try await client.call(.delete, path + "/candidate")
        case "drop-previous"?: return try await client.call(.put, path, ["previous": nil])
        case "to-sandbox"?: return try await client.call(.delete, path)
        default:
            let body = try primary(flags)
            guard body.count > 0 else { return try await client.call(.get, path) }
            return try await client.call(.put, path, .object(body))
        }
    }

    private static func primary(_ flags: Flags) throws(UsageError) -> JSONObject {
        var body = JSONObject()
        if let upstream = flags.first("upstream") { body["upstream"] = .string(upstream) }
        if let policy = flags.first("policy") { body["policy"] = .string(policy) }
        if let settings = try UpstreamCommand.settings(flags) { body["settings"] = settings }
        return body
    }

    private static func failover(_ flags: Flags) throws(UsageError) -> JSONValue {
        guard let name = flags.first("failover"), name != "none" else { return ["failover": nil] }
        var leg: JSONObject = ["upstream": .string(name)]
        if let settings = try UpstreamCommand.settings(flags) { leg["settings"] = settings }
        return ["failover": .object(leg)]
    }

    private static func candidate(_ flags: Flags) throws(UsageError) -> JSONValue {
        var body: JSONObject = ["upstream": .string(flags.first("candidate") ?? "")]
        if let settings = try UpstreamCommand.settings(flags) { body["settings"] = settings }
        switch (flags.has("shadow"), flags.first("canary")) {
        case (true, nil): body["mode"] = "shadow"
        case (false, let percent?):
            guard let number = Int(percent) else {
                throw UsageError("--canary takes a whole number of percent")
            }
            body["mode"] = "canary"
            body["percent"] = .number(JSONNumber(number))
            body["chats"] = .array(flags.all("chat").map(JSONValue.string))
        default: throw UsageError("--candidate goes with either --shadow or --canary PERCENT")
        }
        return .object(body)
    }
}
