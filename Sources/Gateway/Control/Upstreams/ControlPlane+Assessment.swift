internal import Assessment
internal import Canonical
internal import CanonicalJSON
internal import DialectKit
internal import Engine
internal import Upstreams

extension ControlPlane {
    /// What would be carried where, what clients really use, and what candidates do differently.
    static var assessmentRoutes: [ControlRoute] {
        let differences: PathPattern = "/_sotaque/instances/{id}/differences"
        return [
            ControlRoute(.get, "/_sotaque/matrix") { call throws(CommandFailure) in
                let plane = call.plane
                let matrix = Matrix(dialects: plane.dialects, speeches: plane.speeches.all)
                switch call.query["format"] ?? "json" {
                case "json": return page(matrix.json, "application/json")
                case "text": return page(matrix.text, "text/plain")
                case "markdown": return page(matrix.markdown, "text/markdown")
                default: throw unknownFormat("json, text or markdown")
                }
            },
            ControlRoute(.get, "/_sotaque/instances/{id}/uses") { call throws(CommandFailure) in
                let uses = try await call.uses(of: call.instance())
                return page(UseLog.text(uses), "application/jsonl")
            },
            ControlRoute(.get, "/_sotaque/instances/{id}/assessment") {
                call throws(CommandFailure) in try await call.plane.assess(call)
            },
            ControlRoute(.get, differences) { call throws(CommandFailure) in
                let instance = try call.instance()
                let limit = try call.int("limit", default: 100, 1...1000)
                let found = try await call.engine.differences(of: instance.id, limit: limit).get()
                return .json(200, summary(found))
            },
            ControlRoute(.delete, differences) { call throws(CommandFailure) in
                try await call.engine.removeDifferences(of: call.instance().id).get()
                return .empty(204)
            },
        ]
    }

    private func assess(_ call: ControlCall) async throws(CommandFailure) -> HTTPResponse {
        let instance = try call.instance()
        guard let name = call.query["to"] else {
            throw CommandFailure(.requestInvalid, "to is required", field: "to")
        }
        let dialect = engine.upstream(UpstreamID(name))?.dialect ?? DialectID(name)
        guard let speech = speeches[dialect] else {
            throw CommandFailure(.upstreamNotFound, "No such upstream or dialect", field: "to")
        }
        let report = AssessmentReport(
            uses: try await call.uses(of: instance),
            speech: speech,
            dialects: dialects
        )
        switch call.query["format"] ?? "json" {
        case "json": return Self.page(report.json, "application/json")
        case "text": return Self.page(report.text, "text/plain")
        case "html": return Self.page(report.html, "text/html")
        default: throw Self.unknownFormat("json, text or html")
        }
    }

    private static func page(_ text: String, _ mediaType: String) -> HTTPResponse {
        HTTPResponse(
            status: 200,
            fields: [
                HTTPField("Content-Type", mediaType + "; charset=utf-8"),
                HTTPField("X-Content-Type-Options", "nosniff"),
            ],
            body: Array(text.utf8)
        )
    }

    private static func unknownFormat(_ known: String) -> CommandFailure {
        CommandFailure(.requestInvalid, "format must be \(known)", field: "format")
    }

    /// Differences newest first, and how many there are of each kind among them.
    private static func summary(_ differences: [RouteDifference]) -> JSONValue {
        var counts: [(key: String, count: Int)] = []
        for difference in differences {
            let kind = [difference.command, difference.variant, difference.path].compactMap { $0 }
            let key = kind.joined(separator: " ")
            if let place = counts.firstIndex(where: { $0.key == key }) {
                counts[place].count += 1
            } else {
                counts.append((key, 1))
            }
        }
        let kinds = counts.sorted { ($1.count, $0.key) < ($0.count, $1.key) }
            .map { ($0.key, JSONValue.number(JSONNumber($0.count))) }
        return [
            "data": .array(differences.map(render)),
            "kinds": .object(JSONObject(kinds)),
        ]
    }

    private static func render(_ difference: RouteDifference) -> JSONValue {
        [
            "at": .string(difference.at.iso8601),
            "command": .string(difference.command),
            "variant": difference.variant.map(JSONValue.string) ?? .null,
            "candidate": .string(difference.candidate.text),
            "path": .string(difference.path),
            "primary": .string(difference.primaryValue),
            "candidate_value": .string(difference.candidateValue),
        ]
    }
}

extension ControlCall {
    /// How an instance's client used commands in the last days, those of this minute included.
    fileprivate func uses(of instance: Instance) async throws(CommandFailure) -> [CommandUse] {
        let days = try int("days", default: 30, 1...400)
        await engine.flushUses()
        let today = Int(engine.clock.now.milliseconds / 86_400_000)
        return try await engine.uses(of: instance.id, since: today - days + 1).get()
    }
}
