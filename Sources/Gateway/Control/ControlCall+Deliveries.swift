internal import Canonical
internal import DialectKit
internal import Engine

extension ControlCall {
    /// The tenant that the query names, nil when it names none.
    func queriedTenant() throws(CommandFailure) -> TenantID? {
        try query["tenant"].map { name throws(CommandFailure) in try tenant(name) }
    }

    /// The instance that the query names, nil when it names none.
    var queriedInstance: InstanceID? { query["instance"].map(instance(named:)) }

    /// The endpoint that the path names.
    func endpoint() throws(CommandFailure) -> WebhookEndpoint {
        guard let endpoint = engine.endpoint(parameter("id")) else {
            throw CommandFailure(.webhookNotFound, "Endpoint not found")
        }
        return endpoint
    }

    /// The delivery that the path names.
    func delivery() async throws(CommandFailure) -> Delivery {
        guard let delivery = try await engine.delivery(parameter("id")).get() else {
            throw CommandFailure(.deliveryNotFound, "Delivery not found")
        }
        return delivery
    }

    /// By what deliveries are chosen.
    static let deliveryFilters = [
        "tenant", "instance", "dialect", "endpoint", "event", "state", "from", "to", "after",
    ]

    /// The deliveries that the texts of ``deliveryFilters`` mean.
    func deliveryFilter(
        _ text: (String) -> String?
    ) throws(CommandFailure) -> DeliveryFilter {
        var filter = DeliveryFilter()
        if let name = text("tenant") { filter.tenant = try tenant(name) }
        filter.instance = text("instance").map(instance(named:))
        filter.dialect = text("dialect").map(DialectID.init)
        filter.endpoint = text("endpoint")
        filter.name = text("event")
        filter.states = try states(text("state"))
        filter.from = try moment(text("from"), "from")
        filter.until = try moment(text("to"), "to")
        filter.before = text("after")
        return filter
    }

    private func tenant(_ name: String) throws(CommandFailure) -> TenantID {
        guard let tenant = engine.tenant(name) else {
            throw CommandFailure(.tenantNotFound, "Tenant not found")
        }
        return tenant.id
    }

    /// The instance of that id or name; what is neither may be the id of one that was removed.
    private func instance(named name: String) -> InstanceID {
        engine.instance(name)?.id ?? InstanceID(name)
    }

    private func states(_ text: String?) throws(CommandFailure) -> [Delivery.State] {
        var states: [Delivery.State] = []
        for name in text?.split(separator: ",") ?? [] {
            guard let state = Delivery.State(rawValue: String(name)) else {
                let known = Delivery.State.allCases.map(\.rawValue).joined(separator: ", ")
                throw CommandFailure(
                    .requestInvalid,
                    "state must be among \(known)",
                    field: "state"
                )
            }
            states.append(state)
        }
        return states
    }

    private func moment(
        _ text: String?,
        _ field: String
    ) throws(CommandFailure) -> Timestamp? {
        guard let text else { return nil }
        guard let moment = Timestamp(iso8601: text) else {
            throw CommandFailure(
                .requestInvalid,
                "\(field) must be a moment such as 2026-01-31T12:00:00Z",
                field: field
            )
        }
        return moment
    }
}
