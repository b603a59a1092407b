import Canonical
import Engine
import Testing

@Suite("Instances are named in the caller's dialect")
struct InstanceNameTests {
    private func name(_ instance: InstanceID, _ stage: Stage) throws -> String {
        let name = stage.engine.instance(instance.text)?.name(in: DialectID("toy")) ?? ""
        try #require(!name.isEmpty)
        return name
    }

    private func another(_ stage: Stage) async throws -> InstanceID {
        try await Stage.connected(
            in: stage.tenant,
            phone: Stage.ana,
            stage.engine,
            stage.sandbox
        )
    }

    @Test("an endpoint is registered by names, each once, and shows them in every answer")
    func endpoints() async throws {
        let stage = try await Stage()
        let names = [
            try name(try await another(stage), stage), try name(stage.instance, stage),
        ]
        let made = try await stage.performForTenant(
            SetWebhook(.new(.tenant), url: "https://example.com", instanceNames: names + names)
        )
        #expect(made.instanceNames == names)
        #expect(made.instances.count == 2)
        let changed = try await stage.performForTenant(SetWebhook(.id(made.id), isEnabled: false))
        #expect(changed.instanceNames == names)
        let read = try await stage.performForTenant(GetWebhook(.id(made.id)))
        #expect(read.endpoint == changed)
        #expect(try await stage.performForTenant(ListWebhooks(.tenant)) == [changed])
        let all = try await stage.performForTenant(SetWebhook(.id(made.id), instanceNames: []))
        #expect(all.instances.isEmpty && all.instanceNames.isEmpty)
        let single = try await stage.perform(SetWebhook(url: "https://example.com"))
        #expect(single.instanceNames == [try name(stage.instance, stage)])
    }

    @Test("a name that nothing has is not found, in an endpoint and in a key")
    func unknown() async throws {
        let stage = try await Stage()
        let notFound = CommandFailure(
            .instanceNotFound,
            "Instance not found",
            field: "instance_id"
        )
        await #expect(throws: notFound) {
            try await stage.performForTenant(
                SetWebhook(.new(.tenant), url: "https://example.com", instanceNames: ["x"])
            )
        }
        await #expect(throws: notFound) {
            try await stage.performForTenant(IssueKey(name: "n", instanceName: "x"))
        }
        #expect(try await stage.performForTenant(ListWebhooks(.tenant)).isEmpty)
        #expect(try await stage.performForTenant(ListKeys()).isEmpty)
    }

    @Test("a key is bound by a name and shows it")
    func keys() async throws {
        let stage = try await Stage()
        let name = try name(stage.instance, stage)
        let issued = try await stage.performForTenant(IssueKey(name: "n", instanceName: name))
        #expect(issued.key.instance == stage.instance)
        #expect(issued.key.instanceName == name)
        #expect(try await stage.performForTenant(ListKeys()) == [issued.key])
    }

    @Test("a caller that speaks for one instance lists that one alone")
    func bound() async throws {
        let stage = try await Stage()
        _ = try await another(stage)
        #expect(try await stage.performForTenant(ListInstances()).total == 2)
        let listed = try await stage.perform(ListInstances())
        #expect(listed.instances.map(\.id) == [stage.instance])
        #expect(listed.total == 1)
    }
}
