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
    ///
    /// The people come last, so that without them a start was broken off, and this one goes on.
    static func prepare(_ core: Core) async throws(CommandFailure) {
        guard let phone = PhoneNumber("5511999999999") else { return }
        let (engine, sandbox) = (core.engine, core.sandbox)
        let known = engine.tenant("demo")?.id
        if let known, !isBrokenOff(known, phone, core) { return }
        let tenant = if let known { known } else { try await createTenant(engine) }
        let demo = try await instance("demo", of: tenant, engine).value().get()
        // Committed before what is submitted next, or with it.
        let fresh = instance("fresh", of: tenant, engine)
        try await engine.steer { (now, effects) throws(CommandFailure) in
            try sandbox.seedDemo(now: now, effects: &effects)
            try sandbox.link(demo, phone: phone, now: now, effects: &effects)
        }.get()
        _ = try await fresh.value().get()
    }

    /// Whether it is the demo's tenant and not one of that name, and its people are missing.
    private static func isBrokenOff(
        _ tenant: TenantID,
        _ phone: PhoneNumber,
        _ core: Core
    ) -> Bool {
        let isOurs = tenantCredentials.contains { realm, credential in
            core.engine.principals(realm, credential: credential).contains { $0.tenant == tenant }
        }
        guard isOurs else { return false }
        return core.engine.ask { [sandbox = core.sandbox] in
            !sandbox.phones.contains { $0.number == phone }
        }
    }

    private static func createTenant(_ engine: Engine) async throws(CommandFailure) -> TenantID {
        try await engine.createTenant(name: "demo", credentials: tenantCredentials).get().tenant.id
    }

    private static func instance(
        _ name: String,
        of tenant: TenantID,
        _ engine: Engine
    ) -> Answer<Result<InstanceID, CommandFailure>> {
        if let known = engine.instances(of: tenant).first(where: { $0.name == name }) {
            return .now(.success(known.id))
        }
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
        return engine.perform(command, for: caller).map { $0.map(\.id) }
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
