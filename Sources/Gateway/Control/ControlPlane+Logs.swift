internal import Canonical
internal import CanonicalJSON
internal import DialectKit
internal import Engine

extension ControlPlane {
    /// What happened and what was asked, by number.
    static var logRoutes: [ControlRoute] {
        [
            ControlRoute(.get, "/_sotaque/instances/{id}/events") { call throws(CommandFailure) in
                let instance = try call.instance()
                let (after, limit) = try call.page()
                let events = try await call.engine.events(
                    of: instance.id,
                    after: Int64(after),
                    limit: limit
                ).get()
                return page(events.map(render), events.last?.sequence, events.count == limit)
            },
            ControlRoute(.get, "/_sotaque/instances/{id}/commands") {
                call throws(CommandFailure) in
                let instance = try call.instance()
                let (after, limit) = try call.page()
                let records = try await call.engine.journal(
                    of: instance.id,
                    after: Int64(after),
                    limit: limit
                ).get()
                return page(records.map(render), records.last?.sequence, records.count == limit)
            },
            ControlRoute(.get, "/_sotaque/instances/{id}/messages/{message}") {
                call throws(CommandFailure) in
                let instance = try call.instance()
                let id = MessageID(call.parameter("message"))
                let found = try await call.engine.message(id, of: instance.id).get()
                guard let message = found else {
                    throw CommandFailure(.messageNotFound, "Message not found")
                }
                return .json(200, message.json)
            },
            ControlRoute(.get, "/_sotaque/media/{sha256}") { call throws(CommandFailure) in
                guard let file = await call.plane.vault?.read(call.parameter("sha256")) else {
                    throw CommandFailure(.mediaGone, "No such file is kept")
                }
                return HTTPResponse(
                    status: 200,
                    fields: [
                        HTTPField("Content-Type", "application/octet-stream"),
                        HTTPField("X-Content-Type-Options", "nosniff"),
                    ],
                    body: file
                )
            },
        ]
    }

    private static func page(
        _ rows: [JSONValue],
        _ last: Int64?,
        _ isFull: Bool
    ) -> HTTPResponse {
        let next: JSONValue = isFull ? last.map { .number(JSONNumber($0)) } ?? .null : .null
        return .json(200, ["data": .array(rows), "next": next])
    }

    private static func render(_ event: Event) -> JSONValue {
        [
            "seq": .number(JSONNumber(event.sequence)),
            "id": .string(event.id),
            "kind": .string(event.payload.kind),
            "at": .string(event.at.iso8601),
            "instance": .string(event.instance.text),
            "payload": event.payload.json,
        ]
    }

    private static func render(_ record: CommandRecord) -> JSONValue {
        [
            "seq": .number(JSONNumber(record.sequence)),
            "id": .string(record.id.text),
            "command": .string(record.name),
            "dialect": .string(record.dialect.text),
            "upstream": .string(record.upstream.text),
            "request_id": .string(record.requestID),
            "received_at": .string(record.receivedAt.iso8601),
            "outcome": .string(text(record.outcome)),
            "client_reference": record.clientReference.map(JSONValue.string) ?? .null,
            "message_id": record.message.map { .string($0.text) } ?? .null,
            "losses": .array(record.losses.map(JSONValue.string)),
        ]
    }

    private static func text(_ outcome: CommandRecord.Outcome) -> String {
        switch outcome {
        case .pending: "pending"
        case .succeeded: "succeeded"
        case .failed(let code): code.rawValue
        case .unknown: "unknown"
        }
    }
}

extension ControlCall {
    /// The number after which a page begins and how long it is.
    fileprivate func page() throws(CommandFailure) -> (after: Int, limit: Int) {
        (try int("after", default: 0, 0...Int.max), try int("limit", default: 100, 1...1000))
    }
}
