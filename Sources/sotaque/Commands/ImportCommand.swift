internal import DialectKit
internal import Wire

/// `sotaque instance import`: brings an account of a vendor here.
enum ImportCommand {
    static let takes =
        "import --tenant T --dialect NAME --url VENDOR-URL --token TOKEN [--set SETTING=VALUE]..."
        + " [--upstream NAME] [--only NAME]... [--rehearse] [--gateway URL]"
    private static let flagNames: Set<String> = [
        "tenant", "dialect", "url", "token", "set", "upstream", "only", "rehearse",
    ]

    static func run(_ arguments: [String]) async throws(UsageError) -> Int32 {
        let flags = try Flags(arguments)
        guard flags.words.count == 1 else { throw UsageError("usage: sotaque instance \(takes)") }
        let client = try ControlClient(arguments, urlFlag: "gateway", allowing: flagNames.contains)
        let answer = try await client.ask(.post, "/_sotaque/import", .object(try order(flags)))
        guard answer.isGood else { return answer.complain() }
        Output.line(answer.json.text)
        let rows = answer.json["data"]?.array ?? []
        return rows.contains { $0["error"] != nil } ? 1 : 0
    }

    private static func order(_ flags: Flags) throws(UsageError) -> JSONObject {
        var order = JSONObject()
        for (flag, member) in [("tenant", "tenant"), ("dialect", "dialect"), ("url", "base_url")] {
            guard let value = flags.first(flag) else { throw UsageError("--\(flag) is required") }
            order[member] = .string(value)
        }
        var settings = try UpstreamCommand.settings(flags)?.object ?? JSONObject()
        if let token = flags.first("token") {
            settings[try tokenSetting(flags.first("dialect") ?? "")] = .string(token)
        }
        order["settings"] = .object(settings)
        order["upstream"] = flags.first("upstream").map(JSONValue.string)
        if flags.has("only") { order["only"] = .array(flags.all("only").map(JSONValue.string)) }
        if flags.has("rehearse") { order["rehearse"] = true }
        return order
    }

    /// The setting that `--token` is: the first secret that the dialect cannot do without.
    private static func tokenSetting(_ dialect: String) throws(UsageError) -> String {
        let speech = Dialects.spoken.first { $0.id.text == dialect }
        guard let setting = speech?.settings.first(where: { $0.isSecret && $0.isRequired }) else {
            throw UsageError("No dialect \(dialect) is spoken, or it has no token: use --set")
        }
        return setting.name
    }
}
