internal import Wire

/// `sotaque deliveries list | show ID | replay ID | replay --all`.
enum DeliveriesCommand {
    static let takes =
        "list [FILTER]... [--limit N] [--all] [--json] | show ID [--json]"
        + " | replay ID [--json] | replay FILTER... | replay --all [FILTER]..."
    static let notes = """
        filters: --endpoint ID, --instance ID or NAME, --tenant ID or NAME, --dialect NAME,
                 --event NAME, --state pending|retrying|succeeded|dead|skipped (several with commas),
                 --from TIME, --to TIME (2026-01-31T12:00:00Z; when the delivery was queued)
        list     newest first, 100 rows unless --limit (1 to 1000) or --all says otherwise
        show     one delivery, with its body as it was last sent
        replay   sends again, once more from the first attempt: those that were given up unless
                 --state says otherwise
        """
    private static let path = "/_sotaque/deliveries"
    private static let filters = [
        "endpoint", "instance", "tenant", "dialect", "event", "state", "from", "to",
    ]

    static func run(_ arguments: [String]) async throws(UsageError) -> Int32 {
        let flags = try Flags(arguments)
        let client = try ControlClient(arguments) { name in
            filters.contains(name) || ["all", "json", "limit", "after"].contains(name)
        }
        switch (flags.words.first, flags.words.dropFirst().first) {
        case ("list", nil): return try await list(flags, client)
        case ("show", let id?): return try await show(id, flags, client)
        case ("replay", let id?): return try await replay(id, flags, client)
        case ("replay", nil): return try await replayMany(flags, client)
        default: throw UsageError("usage: sotaque deliveries \(takes)")
        }
    }

    /// Prints pages, one after the other when all are wanted.
    private static func list(
        _ flags: Flags,
        _ client: ControlClient
    ) async throws(UsageError) -> Int32 {
        var query = filters.compactMap { name in flags.first(name).map { (name, $0) } }
        query.append(("limit", flags.first("limit") ?? (flags.has("all") ? "1000" : "100")))
        var after = flags.first("after")
        if !flags.has("json") { Output.line(DeliveryText.heading) }
        repeat {
            let pairs = query + (after.map { [("after", $0)] } ?? [])
            let text = pairs.map { $0 + "=" + PathText.escape($1) }.joined(separator: "&")
            let answer = try await client.ask(.get, path + "?" + text)
            guard answer.isGood else { return answer.complain() }
            for row in answer.json["data"]?.array ?? [] {
                Output.line(flags.has("json") ? row.text : DeliveryText.row(row))
            }
            after = answer.json["next"]?.string
        } while flags.has("all") && after != nil
        if let after { Output.error("there are more: --after \(after), or --all") }
        return 0
    }

    private static func show(
        _ id: String,
        _ flags: Flags,
        _ client: ControlClient
    ) async throws(UsageError) -> Int32 {
        let answer = try await client.ask(.get, path + "/" + PathText.escape(id))
        guard answer.isGood else { return answer.complain() }
        if flags.has("json") {
            Output.line(answer.json.text)
        } else {
            for line in DeliveryText.lines(answer.json) { Output.line(line) }
        }
        return 0
    }

    private static func replay(
        _ id: String,
        _ flags: Flags,
        _ client: ControlClient
    ) async throws(UsageError) -> Int32 {
        guard !flags.has("all"), !filters.contains(where: flags.has) else {
            throw UsageError("Give the id of one delivery, or filters, or --all")
        }
        return try await report(
            client.ask(.post, path + "/" + PathText.escape(id) + "/replay", [:]),
            flags
        )
    }

    private static func replayMany(
        _ flags: Flags,
        _ client: ControlClient
    ) async throws(UsageError) -> Int32 {
        var body = JSONObject()
        for name in filters {
            if let value = flags.first(name) { body[name] = .string(value) }
        }
        guard flags.has("all") || body.members.contains(where: { $0.key != "state" }) else {
            throw UsageError("Give the id of one delivery, or filters, or --all")
        }
        if flags.has("all") { body["all"] = true }
        return try await report(client.ask(.post, path + "/replay", .object(body)), flags)
    }

    private static func report(_ answer: ControlAnswer, _ flags: Flags) -> Int32 {
        guard answer.isGood else { return answer.complain() }
        if flags.has("json") {
            Output.line(answer.json.text)
        } else {
            let count = answer.json["replayed"]?.int ?? 0
            let more = answer.json["more"]?.bool == true ? " or more" : ""
            Output.line("\(count)\(more) to be sent again")
        }
        return 0
    }
}
