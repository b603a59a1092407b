internal import Canonical
internal import DialectKit
internal import Engine

extension ControlPlane {
    /// Events on their way to endpoints, and those that got there or were given up.
    static var deliveryRoutes: [ControlRoute] {
        [
            ControlRoute(.get, "/_sotaque/deliveries") { call throws(CommandFailure) in
                try await call.plane.listDeliveries(call)
            },
            ControlRoute(.get, "/_sotaque/deliveries/{id}") { call throws(CommandFailure) in
                let delivery = try await call.delivery()
                var object = render(delivery)
                object["body"] =
                    delivery.body.map { .string(String(decoding: $0, as: UTF8.self)) } ?? .null
                return .json(200, .object(object))
            },
            ControlRoute(.post, "/_sotaque/deliveries/{id}/replay") {
                call throws(CommandFailure) in
                try await call.plane.replayOne(call)
            },
            ControlRoute(.post, "/_sotaque/deliveries/replay") { call throws(CommandFailure) in
                try await call.plane.replayMany(call)
            },
        ]
    }

    /// So many deliveries are made due again by one request, which has to end in time.
    private static let replayLimit = 100_000

    private func listDeliveries(
        _ call: ControlCall
    ) async throws(CommandFailure) -> HTTPResponse {
        let limit = try call.int("limit", default: 100, 1...1000)
        let filter = try call.deliveryFilter { call.query[$0] }
        let found = try await engine.deliveries(filter, limit: limit).get()
        let next = found.count == limit ? found.last?.id : nil
        let rows = found.map { JSONValue.object(Self.render($0)) }
        return .json(200, ["data": .array(rows), "next": next.map(JSONValue.string) ?? .null])
    }

    /// Sends one delivery again, in whatever state it is.
    private func replayOne(_ call: ControlCall) async throws(CommandFailure) -> HTTPResponse {
        let delivery = try await call.delivery()
        guard engine.endpoint(delivery.endpoint) != nil else {
            throw CommandFailure(.webhookNotFound, "Its endpoint was removed")
        }
        let filter = DeliveryFilter(id: delivery.id, states: Delivery.State.allCases)
        guard try await engine.replay(filter).get().count == 1 else {
            throw CommandFailure(.deliveryNotFound, "Its event is no longer kept")
        }
        return .json(202, ["replayed": .number(JSONNumber(1)), "more": false])
    }

    /// Sends many again, page after page; somebody who wants all of them has to say so.
    private func replayMany(_ call: ControlCall) async throws(CommandFailure) -> HTTPResponse {
        let (texts, all) = try call.read { body throws(WireError) in
            var texts: [String: String] = [:]
            for name in ControlCall.deliveryFilters {
                texts[name] = try body.optionalString(name)
            }
            return (texts, try body.optionalBool("all") ?? false)
        }
        let filter = try call.deliveryFilter { texts[$0] }
        guard all || texts.keys.contains(where: { $0 != "state" }) else {
            let message = "Say which deliveries, or all: true"
            throw CommandFailure(.requestInvalid, message, field: "all")
        }
        var count = 0
        var page = ReplayPage(count: 0, end: 0)
        repeat {
            page = try await engine.replay(filter, after: page.end).get()
            count += page.count
        } while page.isFull && count < Self.replayLimit
        return .json(
            202,
            ["replayed": .number(JSONNumber(count)), "more": .bool(page.isFull)]
        )
    }

    /// The delivery as lists show it.
    private static func render(_ delivery: Delivery) -> JSONObject {
        [
            "id": .string(delivery.id),
            "endpoint": .string(delivery.endpoint),
            "dialect": .string(delivery.dialect.text),
            "tenant": .string(delivery.tenant.text),
            "instance": .string(delivery.instance.text),
            "event_id": .string(delivery.eventID),
            "seq": .number(JSONNumber(delivery.sequence)),
            "kind": .string(delivery.kind),
            "event": delivery.name.map(JSONValue.string) ?? .null,
            "state": .string(delivery.state.rawValue),
            "attempts": .number(JSONNumber(delivery.attempts)),
            "due_at": text(delivery.dueAt),
            "last_status": delivery.lastStatus.map { .number(JSONNumber($0)) } ?? .null,
            "last_error": delivery.lastError.map(JSONValue.string) ?? .null,
            "created_at": text(delivery.createdAt),
            "updated_at": text(delivery.updatedAt),
            "delivered_at": text(delivery.deliveredAt),
        ]
    }

    private static func text(_ moment: Timestamp?) -> JSONValue {
        moment.map { .string($0.iso8601) } ?? .null
    }
}
