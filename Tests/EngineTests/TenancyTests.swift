import Canonical
import Engine
import Testing

@Suite("Tenancy")
struct TenancyTests {
    @Test("another tenant's instance does not exist")
    func foreignInstance() async throws {
        let stage = try await Stage()
        let other = try await stage.engine.createTenant(name: "two").get().tenant.id
        let caller = Caller(
            tenant: other,
            instance: stage.instance,
            dialect: DialectID("toy"),
            requestID: ""
        )
        let answer = await stage.engine.perform(GetInstance(), for: caller).value()
        guard case .failure(let failure) = answer else {
            Issue.record("another tenant's instance was shown")
            return
        }
        #expect(failure.code == .instanceNotFound)
        #expect(stage.engine.instance(named: "toy-4", in: DialectID("toy"), of: other) == nil)
    }

    @Test(
        "what an instance would carry along is bounded",
        arguments: [
            (CreateInstance(name: String(repeating: "n", count: 1025)), "name"),
            (
                CreateInstance(name: "n", metadata: String(repeating: "m", count: 16_385)),
                "metadata"
            ),
            (
                CreateInstance(name: "n", extras: ["a": String(repeating: "e", count: 16_384)]),
                "metadata"
            ),
        ]
    )
    func lengths(command: CreateInstance, field: String) async throws {
        let stage = try await Stage()
        let caller = Caller(
            tenant: stage.tenant,
            instance: nil,
            dialect: DialectID("toy"),
            requestID: ""
        )
        let answer = await stage.engine.perform(command, for: caller).value()
        guard case .failure(let failure) = answer else {
            Issue.record("it was taken")
            return
        }
        #expect(failure.code == .requestInvalid)
        #expect(failure.field == field)
        #expect(stage.engine.instances(of: stage.tenant).count == 1)
    }

    @Test("a label is not renamed to one that is too long")
    func longLabel() async throws {
        let stage = try await Stage()
        let caller = Caller(
            tenant: stage.tenant,
            instance: stage.instance,
            dialect: DialectID("toy"),
            requestID: ""
        )
        let long = RenameInstance(name: String(repeating: "n", count: 1025))
        let answer = await stage.engine.perform(long, for: caller).value()
        #expect(throws: CommandFailure.self) { try answer.get() }
    }

    @Test("a credential opens its own realm only")
    func realms() async throws {
        let stage = try await Stage()
        let digest = CountingMint().digest("key-2")
        #expect(stage.engine.principals(CredentialRealm("toy.key"), digest).count == 1)
        #expect(stage.engine.principals(CredentialRealm("toy.token"), digest).isEmpty)
    }

    @Test("a tenant takes its instances and credentials along when it is removed")
    func removal() async throws {
        let stage = try await Stage()
        #expect(try await stage.engine.removeTenant(stage.tenant).get())
        #expect(stage.engine.instances().isEmpty)
        let digest = CountingMint().digest("key-2")
        #expect(stage.engine.principals(CredentialRealm("toy.key"), digest).isEmpty)
    }

    @Test("names and tokens that are taken are refused")
    func clashes() async throws {
        let stage = try await Stage()
        let other = try await stage.engine.createTenant(name: "two").get().tenant.id
        let caller = Caller(
            tenant: other,
            instance: nil,
            dialect: DialectID("toy"),
            requestID: ""
        )
        let held = try #require(stage.engine.instance(stage.instance.text))
        for command in [
            CreateInstance(name: "n", names: held.names),
            CreateInstance(name: "n", tokens: held.tokens),
        ] {
            let answer = await stage.engine.perform(command, for: caller).value()
            guard case .failure(let failure) = answer else {
                Issue.record("a name or token was given twice")
                continue
            }
            #expect(failure.code == .instanceConflict)
        }
    }

    @Test("memory is what was committed, after a reload")
    func reload() async throws {
        let stage = try await Stage()
        let before = stage.engine.instance(stage.instance.text)
        try stage.engine.reload()
        #expect(stage.engine.instance(stage.instance.text) == before)
        _ = try await stage.perform(Stage.text("still connected"))
    }

    @Test("a webhook's forbidden address is refused and nothing changes")
    func webhooks() async throws {
        let stage = try await Stage()
        let set = SetWebhook(url: "https://example.com/hook", secret: "s")
        let first = try await stage.perform(set)
        await #expect(throws: CommandFailure.self) {
            try await stage.perform(SetWebhook(url: "https://forbidden"))
        }
        #expect(try await stage.perform(GetWebhook()).endpoint == first)
        let second = try await stage.perform(SetWebhook(url: "https://example.com/b"))
        #expect(second.id == first.id && second.secret == nil)
        #expect(try await stage.perform(RemoveWebhook()).existed)
        #expect(try await stage.perform(RemoveWebhook()).existed == false)
    }
}
