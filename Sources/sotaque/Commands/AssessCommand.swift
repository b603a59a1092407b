internal import Assessment
internal import DialectKit
internal import Wire

/// `sotaque assess ID --to UPSTREAM`: what a client's commands would become at another upstream.
enum AssessCommand {
    static let takes =
        "ID --to UPSTREAM [--from DAYS] | --from FILE --to DIALECT"
        + "  [--report text|json|html] [--out FILE]"
    static let notes = """
        ID       counts what the instance's client really asked for in the last 30 days, or so many
        --from   days, or a file of counts: what `GET /_sotaque/instances/{id}/uses` answers
        --to     an upstream's name, or a dialect: \(dialects)
        """

    private static let dialects = Dialects.spoken.map(\.id.text).joined(separator: ", ")

    static func run(_ arguments: [String]) async throws(UsageError) -> Int32 {
        let flags = try Flags(arguments)
        guard let candidate = flags.first("to") else { throw UsageError("--to is required") }
        let form = flags.first("report") ?? "text"
        guard ["text", "json", "html"].contains(form) else {
            throw UsageError("--report must be text, json or html")
        }
        let text: String
        if let id = flags.words.first {
            text = try await ask(id, candidate, form, flags, arguments)
        } else if let path = flags.first("from") {
            text = try assess(path, candidate, form)
        } else {
            throw UsageError("usage: sotaque assess \(takes)")
        }
        guard let out = flags.first("out") else {
            Output.line(text)
            return 0
        }
        guard Files.write(Array(text.utf8), to: out) else {
            throw UsageError("\(out) cannot be written", status: 1)
        }
        return 0
    }

    /// Has a running gateway assess an instance.
    private static func ask(
        _ id: String,
        _ candidate: String,
        _ form: String,
        _ flags: Flags,
        _ arguments: [String]
    ) async throws(UsageError) -> String {
        let client = try ControlClient(arguments) { name in
            ["to", "from", "report", "out"].contains(name)
        }
        var query = "?to=\(PathText.escape(candidate))&format=\(form)"
        if let days = flags.first("from") {
            guard Int(days) != nil else { throw UsageError("--from takes days beside an instance") }
            query += "&days=\(days)"
        }
        let path = "/_sotaque/instances/\(PathText.escape(id))/assessment\(query)"
        return try await client.text(.get, path)
    }

    /// Assesses counts that were written to a file; no gateway is needed.
    private static func assess(
        _ path: String,
        _ candidate: String,
        _ form: String
    ) throws(UsageError) -> String {
        guard let speech = Dialects.spoken.first(where: { $0.id.text == candidate }) else {
            throw UsageError("No dialect \(candidate) is spoken")
        }
        guard let bytes = Files.read(path) else { throw UsageError("\(path) cannot be read") }
        do throws(UseLogError) {
            let uses = try UseLog.read(bytes)
            let report = AssessmentReport(uses: uses, speech: speech, dialects: Dialects.all)
            switch form {
            case "json": return report.json
            case "html": return report.html
            default: return report.text
            }
        } catch {
            throw UsageError("\(path): \(error)", status: 1)
        }
    }
}
