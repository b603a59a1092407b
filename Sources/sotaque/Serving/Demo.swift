internal import Canonical
internal import Engine
internal import Sandbox

/// The published demo: a tenant with fixed credentials, one connected instance, one fresh one.
enum Demo {
    static let controlToken = "demo-control-token"

    private static let tenantCredentials: [CredentialRealm: String] = [
        CredentialRealm("uazapi.admintoken"): "demo-admin-token",
        CredentialRealm("zapyapi.key"): "demo-api-key",
        CredentialRealm("whatisup.key"): "zpk_test_demo",
    ]

    /// Makes what is not there yet; a data folder that was used before keeps its changes.
    static func prepare(_ core: Core) async throws {
        let engine = core.engine
        guard engine.tenant("demo") == nil, let phone = PhoneNumber("5511999999999") else { return }
        let sandbox = core.sandbox
        // What does not need the other is committed together.
        async let made = engine.createTenant(name: "demo", credentials: tenantCredentials)
        async let seeded = engine.steer { (now, effects) throws(CommandFailure) in
            try sandbox.seedDemo(now: now, effects: &effects)
        }
        let tenant = try await made.get().tenant
        try await seeded.get()
        let demo = try await create("demo", in: tenant.id, engine)
        async let fresh = create("fresh", in: tenant.id, engine)
        async let linked = engine.steer { (now, effects) throws(CommandFailure) in
            try sandbox.link(demo, phone: phone, now: now, effects: &effects)
        }
        _ = try await (fresh, linked.get())
    }

    private static func create(
        _ name: String,
        in tenant: TenantID,
        _ engine: Engine
    ) async throws -> InstanceID {
        let command = CreateInstance(
            name: name,
            names: [
                DialectID("megaapi"): "megastart-" + name,
                DialectID("zapyapi"): name,
                DialectID("whatisup"): "inst_" + name,
            ],
            tokens: [
                CredentialRealm("uazapi.token"): name + "-instance-token",
                CredentialRealm("megaapi.token"): name,
            ]
        )
        let caller = Caller(
            tenant: tenant,
            instance: nil,
            dialect: DialectID("control"),
            requestID: ""
        )
        return try await engine.perform(command, for: caller).value().get().id
    }

    /// A curl for each dialect, all for the same instance.
    static func greeting(_ base: String) -> [String] {
        [
            "demo credentials are public: this gateway answers on loopback only", "",
            "# uazapi", "curl \(base)/instance/status -H 'token: demo-instance-token'",
            "# mega-API",
            "curl \(base)/rest/sendMessage/megastart-demo/text -H 'Authorization: Bearer demo' "
                + "-H 'Content-Type: application/json' "
                + "-d '{\"messageData\":{\"to\":\"5511988888888\",\"text\":\"Olá\"}}'",
            "# ZapyAPI",
            "curl '\(base)/api/instances?page=1&limit=10' -H 'x-api-key: demo-api-key'",
            "# WhatIsUp",
            "curl \(base)/v1/instances/inst_demo -H 'Authorization: Bearer zpk_test_demo'",
        ]
    }
}
