internal import Canonical
internal import DialectKit
internal import Engine

extension ControlPlane {
    /// Where events go, of every tenant and in every dialect.
    static var endpointRoutes: [ControlRoute] {
        [
            ControlRoute(.get, "/_sotaque/endpoints") { call throws(CommandFailure) in
                try call.plane.listEndpoints(call)
            },
            ControlRoute(.post, "/_sotaque/endpoints") { call throws(CommandFailure) in
                try await call.plane.addEndpoint(call)
            },
            ControlRoute(.get, "/_sotaque/endpoints/{id}") { call throws(CommandFailure) in
                .json(200, .object(render(try call.endpoint())))
            },
            ControlRoute(.patch, "/_sotaque/endpoints/{id}") { call throws(CommandFailure) in
                try await call.plane.changeEndpoint(call)
            },
            ControlRoute(.delete, "/_sotaque/endpoints/{id}") { call throws(CommandFailure) in
                guard try await call.engine.removeEndpoint(call.parameter("id")).get() else {
                    throw CommandFailure(.webhookNotFound, "Endpoint not found")
                }
                return .empty(204)
            },
        ]
    }

    private func listEndpoints(_ call: ControlCall) throws(CommandFailure) -> HTTPResponse {
        let tenant = try call.queriedTenant()
        let instance = call.queriedInstance
        let dialect = call.query["dialect"].map(DialectID.init)
        let found = engine.endpoints(of: tenant).filter { endpoint in
            (instance == nil || endpoint.instance == instance)
                && (dialect == nil || endpoint.dialect == dialect)
        }
        return .json(200, ["data": .array(found.map { .object(Self.render($0)) })])
    }

    private func addEndpoint(_ call: ControlCall) async throws(CommandFailure) -> HTTPResponse {
        let (tenant, instance) = try owner(call)
        let (dialect, slotName, url) = try call.read { body throws(WireError) in
            (
                DialectID(try body.filledString("dialect")),
                try body.optionalString("slot") ?? "",
                try body.filledString("url")
            )
        }
        guard dialects.contains(where: { $0.id == dialect }) else {
            throw CommandFailure(.requestInvalid, "No such dialect", field: "dialect")
        }
        guard let slot = WebhookEndpoint.Slot(rawValue: slotName) else {
            throw CommandFailure(.requestInvalid, "No such slot", field: "slot")
        }
        let change = try EndpointChange(call)
        let now = engine.clock.now
        var fresh = WebhookEndpoint(
            id: engine.freshEndpointID(),
            dialect: dialect,
            tenant: tenant,
            instance: instance,
            slot: slot,
            url: url,
            baseURL: call.baseURL,
            createdAt: now,
            updatedAt: now
        )
        change.apply(to: &fresh)
        if change.asksReceiver { try await meetChallenge(fresh) }
        return Self.answer(201, try await engine.addEndpoint(fresh).get(), change)
    }

    /// Changes an endpoint as it is when the receiver, if it is to be asked, has answered.
    private func changeEndpoint(
        _ call: ControlCall
    ) async throws(CommandFailure) -> HTTPResponse {
        let change = try EndpointChange(call)
        var wanted = try call.endpoint()
        change.apply(to: &wanted)
        if change.asksReceiver { try await meetChallenge(wanted) }
        let kept = try await engine.changeEndpoint(wanted.id) { change.apply(to: &$0) }.get()
        return Self.answer(200, kept, change)
    }

    /// The endpoint as it was kept; what was made just now is in this answer and in none after.
    private static func answer(
        _ status: Int,
        _ kept: WebhookEndpoint,
        _ change: EndpointChange
    ) -> HTTPResponse {
        var object = render(kept)
        if let secret = change.freshSecret { object["secret"] = .string(secret) }
        if let secret = change.freshStandardSecret { object["standard_secret"] = .string(secret) }
        return .json(status, .object(object))
    }

    /// Refuses a receiver that does not give the challenge back; nobody is asked for an endpoint
    /// that could not be kept.
    private func meetChallenge(_ endpoint: WebhookEndpoint) async throws(CommandFailure) {
        if let objection = engine.objection(to: endpoint) { throw objection }
        guard let challenge else {
            throw CommandFailure(.capabilityUnsupported, "No receiver can be asked here")
        }
        guard await challenge.isMet(at: endpoint.url) else {
            let message = "The receiver did not give the challenge back"
            throw CommandFailure(.requestInvalid, message, field: "challenge")
        }
    }

    /// Whose endpoint it becomes: one instance's, or a whole tenant's.
    private func owner(
        _ call: ControlCall
    ) throws(CommandFailure) -> (TenantID, InstanceID?) {
        let (tenantName, instanceName) = try call.read { body throws(WireError) in
            (try body.optionalString("tenant"), try body.optionalString("instance"))
        }
        switch (tenantName, instanceName) {
        case (nil, let name?):
            guard let instance = engine.instance(name) else {
                throw CommandFailure(.requestInvalid, "Instance not found", field: "instance")
            }
            return (instance.tenant, instance.id)
        case (let name?, nil):
            guard let tenant = engine.tenant(name) else {
                throw CommandFailure(.requestInvalid, "Tenant not found", field: "tenant")
            }
            return (tenant.id, nil)
        default:
            let message = "Either tenant or instance must be given"
            throw CommandFailure(.requestInvalid, message, field: "tenant")
        }
    }

    /// The endpoint as the control API shows it: no secret, and no query, where tokens are put.
    private static func render(_ endpoint: WebhookEndpoint) -> JSONObject {
        var options = JSONObject()
        for (name, value) in endpoint.options.sorted(by: { $0.key < $1.key }) {
            options[name] = .string(value)
        }
        return [
            "id": .string(endpoint.id),
            "dialect": .string(endpoint.dialect.text),
            "tenant": .string(endpoint.tenant.text),
            "instance": endpoint.instance.map { .string($0.text) } ?? .null,
            "slot": .string(endpoint.slot.rawValue),
            "url": .string(masked(endpoint.url)),
            "enabled": .bool(endpoint.isEnabled),
            "disabled_reason": endpoint.disabledReason.map { .string($0.rawValue) } ?? .null,
            "events": .array(endpoint.events.map(JSONValue.string)),
            "instances": .array(endpoint.instances.map { .string($0.text) }),
            "options": .object(options),
            "has_secret": .bool(endpoint.secret != nil),
            "standard_secrets": .number(JSONNumber(endpoint.standardSecrets.count)),
            "base_url": .string(endpoint.baseURL),
            "created_at": .string(endpoint.createdAt.iso8601),
            "updated_at": .string(endpoint.updatedAt.iso8601),
        ]
    }

    /// The URL with `***` in the place of its query.
    private static func masked(_ url: String) -> String {
        guard let mark = url.firstIndex(of: "?") else { return url }
        return url[...mark] + "***"
    }
}
