internal import Canonical
internal import DialectKit
internal import Engine

extension ControlPlane {
    static var instanceRoutes: [ControlRoute] {
        [
            ControlRoute(.post, "/_sotaque/instances") { call throws(CommandFailure) in
                try await call.plane.create(call)
            },
            ControlRoute(.get, "/_sotaque/instances") { call throws(CommandFailure) in
                try call.plane.list(call)
            },
            ControlRoute(.get, "/_sotaque/instances/{id}") { call throws(CommandFailure) in
                let reveals = call.query["reveal"] == "tokens"
                return .json(200, call.plane.render(try call.instance(), tokens: reveals))
            },
            ControlRoute(.patch, "/_sotaque/instances/{id}") { call throws(CommandFailure) in
                try await call.plane.change(call)
            },
            ControlRoute(.delete, "/_sotaque/instances/{id}") { call throws(CommandFailure) in
                _ = try await call.perform(DeleteInstance(), on: call.instance())
                return .empty(204)
            },
            ControlRoute(.post, "/_sotaque/instances/{id}/connect") {
                call throws(CommandFailure) in
                let phone = try call.phone("phone")
                let command = ConnectInstance(pairingPhone: phone, replacesOtherMethod: true)
                let instance = try await call.perform(command, on: call.instance())
                return .json(200, call.plane.render(instance, tokens: false))
            },
        ]
    }

    private func create(_ call: ControlCall) async throws(CommandFailure) -> HTTPResponse {
        let (tenantName, name) = try call.read { body throws(WireError) in
            (try body.filledString("tenant"), try body.filledString("name"))
        }
        guard let tenant = engine.tenant(tenantName) else {
            throw CommandFailure(.requestInvalid, "Tenant not found", field: "tenant")
        }
        let command = CreateInstance(
            name: name,
            names: try names(call),
            tokens: try tokens(call)
        )
        let caller = ControlCall.caller(tenant: tenant.id, instance: nil)
        let made: Instance
        if let route = RouteBody(call).asked {
            made = try await engine.create(command, for: caller, routed: route).get()
        } else {
            made = try await engine.perform(command, for: caller).value().get()
        }
        return .json(201, render(made, tokens: true))
    }

    private func list(_ call: ControlCall) throws(CommandFailure) -> HTTPResponse {
        var owner: TenantID?
        if let text = call.query["tenant"] {
            guard let tenant = engine.tenant(text) else {
                throw CommandFailure(.tenantNotFound, "Tenant not found")
            }
            owner = tenant.id
        }
        let rendered = engine.instances(of: owner).map { render($0, tokens: false) }
        return .json(200, ["data": .array(rendered)])
    }

    private func change(_ call: ControlCall) async throws(CommandFailure) -> HTTPResponse {
        let instance = try call.instance()
        let name = try call.read { body throws(WireError) in try body.optionalString("name") }
        let changed = try await engine.reconfigure(
            instance.id,
            name: name,
            names: try names(call),
            tokens: try tokens(call),
            route: RouteBody(call).asked
        ).get()
        return .json(200, render(changed, tokens: false))
    }

    /// The names that the operator brings, by dialect.
    private func names(_ call: ControlCall) throws(CommandFailure) -> [DialectID: String] {
        let dialects = dialects
        return try call.read { body throws(WireError) in
            var names: [DialectID: String] = [:]
            guard let object = try body.optionalObject("names") else { return names }
            for dialect in dialects {
                guard let name = try object.optionalString(dialect.id.text) else { continue }
                guard !name.isEmpty, name.utf8.count <= 128 else {
                    throw object.invalid(dialect.id.text, "must have 1 to 128 bytes")
                }
                names[dialect.id] = name
            }
            return names
        }
    }

    /// The credentials that the operator brings, by realm.
    private func tokens(_ call: ControlCall) throws(CommandFailure) -> [CredentialRealm: String] {
        let dialects = dialects
        return try call.read { body throws(WireError) in
            var tokens: [CredentialRealm: String] = [:]
            guard let object = try body.optionalObject("tokens") else { return tokens }
            for spec in dialects.flatMap(\.credentials) where spec.holder == .instance {
                guard let token = try object.optionalString(spec.controlName) else { continue }
                guard !token.isEmpty, token.utf8.count <= 1024 else {
                    throw object.invalid(spec.controlName, "must have 1 to 1024 bytes")
                }
                tokens[spec.realm] = token
            }
            return tokens
        }
    }

    /// The instance as the control API shows it.
    func render(_ instance: Instance, tokens showsTokens: Bool) -> JSONValue {
        var names = JSONObject()
        var tokens = JSONObject()
        for dialect in dialects {
            names[dialect.id.text] = .string(instance.name(in: dialect.id))
            for spec in dialect.credentials where spec.holder == .instance {
                tokens[spec.controlName] = instance.tokens[spec.realm].map(JSONValue.string)
            }
        }
        var object: JSONObject = [
            "id": .string(instance.id.text),
            "tenant": .string(instance.tenant.text),
            "name": .string(instance.name),
            "names": .object(names),
        ]
        if showsTokens { object["tokens"] = .object(tokens) }
        object["state"] = .string(instance.state.name)
        object["phone"] = instance.account.map { .string($0.phone.digits) } ?? .null
        object["upstream"] = .string(instance.upstream.text)
        object["stalled"] = .bool(instance.isStalled)
        object["created_at"] = .string(instance.createdAt.iso8601)
        return .object(object)
    }
}

extension ControlCall {
    /// The operator, acting for a tenant.
    static func caller(tenant: TenantID, instance: InstanceID?) -> Caller {
        Caller(
            tenant: tenant,
            instance: instance,
            dialect: DialectID("control"),
            requestID: ""
        )
    }

    /// Carries a command out on behalf of an instance's owner.
    func perform<C: Command>(
        _ command: C,
        on instance: Instance
    ) async throws(CommandFailure) -> C.Outcome {
        let caller = Self.caller(tenant: instance.tenant, instance: instance.id)
        return try await engine.perform(command, for: caller).value().get()
    }
}
