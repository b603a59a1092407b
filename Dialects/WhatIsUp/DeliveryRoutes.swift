import DialectKit

extension Route {
    /// `GET /v1/webhook-deliveries`: at most a hundred, newest first; a bound key sees its instance's.
    static let listDeliveries = Route(
        .get,
        "/v1/webhook-deliveries",
        "webhook_deliveries.list",
        access: .customerOrBound,
        decode: { request throws(WireError) -> ListDeliveries in
            ListDeliveries(try DeliveryQuery(request.query).filter, limit: 100)
        },
        encode: { deliveries, _ in
            .data(deliveries) { writer, delivery in
                DeliveryAnswer(delivery).write(&writer)
            }
        }
    )

    /// `GET /v1/webhook-deliveries/:id`: one delivery.
    static let readDelivery = Route(
        .get,
        "/v1/webhook-deliveries/{id}",
        "webhook_deliveries.get",
        access: .customerOrBound,
        decode: { request in GetDelivery(id: request.parameter("id")) },
        encode: { (delivery, _) throws(CommandFailure) -> HTTPResponse in
            // The vendor makes no row where it has nothing to send.
            guard delivery.state != .skipped else { throw CommandFailure(.deliveryNotFound) }
            return .json { writer in writer.object(DeliveryAnswer(delivery).write) }
        }
    )
}

/// The query of `GET /v1/webhook-deliveries`; an empty value counts as none.
struct DeliveryQuery {
    let filter: DeliveryFilter

    init(_ query: QueryItems) throws(WireError) {
        var filter = DeliveryFilter(states: Delivery.State.allCases.filter { $0 != .skipped })
        if let word = Self.value("status", query) {
            guard let state = Delivery.State.allCases.first(where: { $0.whatIsUpStatus == word })
            else {
                let rule = "status must be one of pending, success, failed, retrying"
                throw WireError(.invalidValue, path: "status", rule, value: word)
            }
            filter.states = [state]
        }
        if let name = Self.value("event", query) {
            filter.name = try EventName(named: name, at: "event").rawValue
        }
        filter.instanceName = Self.value("instance_id", query)
        self.filter = filter
    }

    private static func value(_ name: String, _ query: QueryItems) -> String? {
        query[name].flatMap { $0.isEmpty ? nil : $0 }
    }
}

extension Delivery.State {
    /// The vendor's word, nil for what the vendor has no row for; what each means is assumed.
    var whatIsUpStatus: String? {
        switch self {
        case .pending: "pending"
        case .retrying: "retrying"
        case .succeeded: "success"
        case .dead: "failed"
        case .skipped: nil
        }
    }
}
