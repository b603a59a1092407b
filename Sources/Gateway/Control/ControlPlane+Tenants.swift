internal import Canonical
internal import DialectKit
internal import Engine

extension ControlPlane {
    static var tenantRoutes: [ControlRoute] {
        [
            ControlRoute(.post, "/_sotaque/tenants") { call throws(CommandFailure) in
                let name = try call.read { body throws(WireError) in
                    try body.filledString("name")
                }
                let made = try await call.engine.createTenant(name: name).get()
                return .json(201, call.plane.render(made))
            },
            ControlRoute(.get, "/_sotaque/tenants") { call throws(CommandFailure) in
                .json(200, ["data": .array(call.engine.tenants.map(Self.render))])
            },
            ControlRoute(.delete, "/_sotaque/tenants/{id}") { call throws(CommandFailure) in
                guard let tenant = call.engine.tenant(call.parameter("id")),
                    try await call.engine.removeTenant(tenant.id).get()
                else { throw CommandFailure(.tenantNotFound, "Tenant not found") }
                return .empty(204)
            },
        ]
    }

    /// A tenant with its credentials, the only time they are shown.
    private func render(_ made: Engine.NewTenant) -> JSONValue {
        var credentials = JSONObject()
        for spec in dialects.flatMap(\.credentials) where spec.holder == .tenant {
            guard let credential = made.credentials[spec.realm] else { continue }
            credentials[spec.controlName] = .string(credential)
        }
        return [
            "id": .string(made.tenant.id.text),
            "name": .string(made.tenant.name),
            "created_at": .string(made.tenant.createdAt.iso8601),
            "credentials": .object(credentials),
        ]
    }

    private static func render(_ tenant: TenantRecord) -> JSONValue {
        [
            "id": .string(tenant.id.text),
            "name": .string(tenant.name),
            "created_at": .string(tenant.createdAt.iso8601),
        ]
    }
}
