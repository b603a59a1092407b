import Wire

/// The calls that bring one gateway into the state of one fixture, and those that undo them.
struct ControlSetup: Sendable {
    private static let root = "/_sotaque"
    private static let sandbox = "/_sotaque/sandbox"
    /// The instance's phone of the second tenant.
    private static let otherPhone = "5511955555555"

    private let target: Target
    private let control: ControlClient
    private var tenants: [String] = []
    /// What the placeholders stand for, once ``run(_:)`` has ended.
    private(set) var bindings: [String: String] = [:]

    init(_ target: Target) {
        self.target = target
        control = ControlClient(transport: target.transport, token: target.controlToken)
    }

    /// Makes the tenants, phones, instances and groups.
    mutating func run(_ fixture: Fixture) async throws {
        if target.isShared { try await control.delete("\(Self.sandbox)/groups") }
        for phone in World.phones(of: fixture.given, resetting: target.isShared) {
            _ = try await control.post("\(Self.sandbox)/phones", phone.controlBody)
        }
        try await makeTenant(fixture.given.instances, prefix: "")
        if fixture.given.hasOtherTenant {
            let other = GivenInstance(connectedTo: Self.otherPhone, name: "other")
            try await makeTenant([other], prefix: "other.")
        }
        for group in fixture.given.groups {
            _ = try await control.post("\(Self.sandbox)/groups", group.controlBody)
        }
    }

    /// Deletes the tenants, takes back the files and ends a gateway that is the fixture's own.
    func strike() async {
        for tenant in tenants {
            // A tenant that stays behind on a shared gateway disturbs nobody; the outcome stands.
            try? await control.delete("\(Self.root)/tenants/\(tenant)")
        }
        await target.media.withdraw()
        await target.close()
    }

    private mutating func makeTenant(_ instances: [GivenInstance], prefix: String) async throws {
        let name = "conform-\(String(UInt64.random(in: .min ... .max), radix: 36))"
        let tenant = try await control.post("\(Self.root)/tenants", ["name": .string(name)])
        var bindings = Bindings()
        try bindings.add(tenant: tenant)
        let id = try tenant.text("id")
        tenants.append(id)
        for (index, instance) in instances.enumerated() {
            let answer = try await make(instance, of: id)
            if index == 0 { bindings.add(instance: answer) }
        }
        self.bindings.merge(bindings.named(prefix: prefix)) { $1 }
    }

    private func make(_ instance: GivenInstance, of tenant: String) async throws -> JSONValue {
        let path = "\(Self.root)/instances"
        let answer = try await control.post(path, instance.controlBody(tenant: tenant))
        let id = try answer.text("id")
        switch instance.state {
        case .created: break
        case .awaitingQR: try await connect(id, typing: nil)
        case .awaitingCode: try await connect(id, typing: instance.phone)
        case .connected: try await pair(id, instance)
        case .loggedOut:
            try await pair(id, instance)
            let drop = "\(Self.sandbox)/instances/\(id)/drop"
            _ = try await control.post(drop, ["reason": "logout"])
        }
        return answer
    }

    private func connect(_ id: String, typing phone: String?) async throws {
        var body = JSONObject()
        body["phone"] = phone.map(JSONValue.string)
        _ = try await control.post("\(Self.root)/instances/\(id)/connect", body)
    }

    private func pair(_ id: String, _ instance: GivenInstance) async throws {
        try await connect(id, typing: nil)
        var body = JSONObject()
        body["phone"] = instance.phone.map(JSONValue.string)
        body["name"] = instance.pushName.map(JSONValue.string)
        _ = try await control.post("\(Self.sandbox)/instances/\(id)/scan", body)
    }
}
