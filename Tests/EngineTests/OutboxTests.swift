import Canonical
import Engine
import Observability
import Testing

@Suite("What happens is queued for those who are to be told")
struct OutboxTests {
    /// Concerned with messages, whatever the endpoint.
    struct Messages: EventInterest {
        func concerns(_ endpoint: WebhookEndpoint, _ payload: EventPayload) -> Bool {
            payload.kind.hasPrefix("message.")
        }

        func name(of payload: EventPayload, for endpoint: WebhookEndpoint) -> String? {
            "toy." + payload.kind
        }
    }

    private func queued(_ stage: Stage) -> [OutboxEntry] {
        stage.store.changes.compactMap { change in
            if case .delivery(let entry) = change { entry } else { nil }
        }
    }

    @Test("an event that concerns an endpoint is queued for it in its own transaction")
    func queues() async throws {
        let stage = try await Stage(interest: Messages())
        let endpoint = try await stage.perform(SetWebhook(url: "https://example.com"))
        let sent = try await stage.perform(Stage.text("a"))
        let entries = queued(stage)
        #expect(entries.map(\.endpoint) == [endpoint.id])
        #expect(entries.first?.lane.isEmpty == false)
        #expect(entries.first?.name == "toy.message.sent")
        let events = try await stage.store.events(of: stage.instance, after: 0, limit: 100)
        let event = try #require(events.first { $0.sequence == entries.first?.sequence })
        #expect(event.payload == .messageSent(sent.message.id, chat: sent.message.chat))
        #expect(event.requestID == stage.caller().requestID)
    }

    @Test("nothing is queued for an endpoint that is off, of another instance, or removed")
    func leavesOut() async throws {
        let stage = try await Stage(interest: Messages())
        _ = try await stage.perform(SetWebhook(url: "https://example.com", isEnabled: false))
        _ = try await stage.perform(Stage.text("a"))
        let other = try await Stage.connected(
            in: stage.tenant,
            phone: Stage.ana,
            stage.engine,
            stage.sandbox
        )
        let only = SetWebhook(.new(.tenant), url: "https://example.com", instances: [other])
        let endpoint = try await stage.performForTenant(only)
        _ = try await stage.perform(Stage.text("b"))
        #expect(queued(stage).allSatisfy { $0.instance == other })
        let count = queued(stage).count
        _ = try await stage.performForTenant(RemoveWebhook(.id(endpoint.id)))
        _ = try await stage.perform(Stage.text("c"))
        #expect(queued(stage).count == count)
    }

    @Test("a tenant's account endpoint hears only instances that have no single one")
    func account() async throws {
        let stage = try await Stage(interest: Messages())
        let account = SetWebhook(
            .slot(.account, .tenant),
            url: "https://example.com/account"
        )
        let wide = try await stage.performForTenant(account)
        _ = try await stage.perform(Stage.text("a"))
        #expect(queued(stage).map(\.endpoint) == [wide.id])
        let own = try await stage.perform(SetWebhook(url: "https://example.com/own"))
        _ = try await stage.perform(Stage.text("b"))
        #expect(queued(stage).map(\.endpoint) == [wide.id, own.id])
    }

    @Test("an endpoint keeps what a change does not name")
    func changes() async throws {
        let stage = try await Stage()
        let make = SetWebhook(
            .new(.instance),
            url: "https://example.com",
            secret: .generated,
            events: ["a"],
            options: ["x": "1"]
        )
        let made = try await stage.perform(make)
        #expect(made.secret?.hasPrefix("whsec_") == true)
        let changed = try await stage.perform(SetWebhook(.id(made.id), isEnabled: false))
        #expect(changed.secret == made.secret && changed.events == ["a"] && !changed.isEnabled)
        #expect(try await stage.perform(ListWebhooks(.instance)) == [changed])
    }

    @Test("another tenant's endpoint does not exist")
    func isolation() async throws {
        let stage = try await Stage()
        let made = try await stage.performForTenant(
            SetWebhook(.new(.tenant), url: "https://example.com")
        )
        let other = try await stage.engine.createTenant(name: "two").get().tenant.id
        let caller = Caller(
            tenant: other,
            instance: nil,
            dialect: DialectID("toy"),
            requestID: "r"
        )
        let engine = stage.engine
        let target = WebhookTarget.id(made.id)
        #expect(
            try await engine.perform(GetWebhook(target), for: caller).value().get().endpoint == nil
        )
        #expect(
            try await engine.perform(RemoveWebhook(target), for: caller).value().get().existed
                == false
        )
        let change = await engine.perform(SetWebhook(target, isEnabled: false), for: caller).value()
        if case .failure(let failure) = change {
            #expect(failure.code == .webhookNotFound)
        } else {
            Issue.record("another tenant changed an endpoint")
        }
    }

    @Test("observers are told once the commit is durable, and not of what was lost")
    func observes() async throws {
        let stage = try await Stage(interest: Messages())
        let observer = Noting()
        stage.engine.observe(observer)
        stage.store.holdBack()
        let answer = stage.engine.perform(try Stage.text("a"), for: stage.caller())
        #expect(observer.kinds.isEmpty)
        stage.store.release()
        _ = try await answer.value().get()
        #expect(observer.kinds.filter { $0.hasPrefix("message.") } == ["message.sent"])
        stage.store.fail(StoreError(.noSpace, "full"))
        _ = await stage.engine.perform(try Stage.text("b"), for: stage.caller()).value()
        #expect(observer.kinds.filter { $0.hasPrefix("message.") } == ["message.sent"])
    }

    @Test("observers are told that access ended, once that is durable, and not of other changes")
    func accessEnds() async throws {
        let stage = try await Stage()
        let observer = Noting()
        stage.engine.observe(observer)
        let key = try await stage.performForTenant(IssueKey(name: "n")).key.id
        try await stage.engine.noteUses(of: [key: stage.clock.now]).get()
        #expect(observer.accessEnds == 0)
        _ = try await stage.performForTenant(RevokeKey(id: key))
        #expect(observer.accessEnds == 1)
        _ = try await stage.engine.reconfigure(
            stage.instance,
            name: nil,
            names: [:],
            tokens: [CredentialRealm("toy.token"): "fresh"]
        ).get()
        #expect(observer.accessEnds == 2)
        stage.store.holdBack()
        let answer = stage.engine.perform(DeleteInstance(), for: stage.caller())
        #expect(observer.accessEnds == 2)
        stage.store.release()
        _ = try await answer.value().get()
        #expect(observer.accessEnds == 3)
        #expect(try await stage.engine.removeTenant(stage.tenant).get())
        #expect(observer.accessEnds == 4)
    }

    @Test("an endpoint that is switched off tells why, once, and not what cannot be stored")
    func disables() async throws {
        let stage = try await Stage()
        let made = try await stage.perform(SetWebhook(url: "https://example.com"))
        stage.store.fail(StoreError(.overloaded, "full"))
        stage.engine.disable(made.id, because: .gone, of: stage.instance)
        #expect(stage.engine.endpoint(made.id)?.isEnabled == true)
        stage.store.fail(nil)
        stage.engine.disable(made.id, because: .gone, of: stage.instance)
        stage.engine.disable(made.id, because: .gone, of: stage.instance)
        let endpoint = try await stage.perform(GetWebhook()).endpoint
        #expect(endpoint?.isEnabled == false && endpoint?.disabledReason == .gone)
        let events = try await stage.store.events(of: stage.instance, after: 0, limit: 100)
        #expect(events.count { $0.payload.kind == "webhook.failed" } == 1)
    }
}

/// Notes the kinds of events it is told of, and how often access ended.
private final class Noting: EventObserver {
    private let ends = Lock(0)
    var accessEnds: Int { ends.withLock { $0 } }
    private let noted = Lock<[String]>([])
    var kinds: [String] { noted.withLock { $0 } }

    func committed(_ events: [Event], deliveries: Int) {
        noted.withLock { $0 += events.map(\.payload.kind) }
    }

    func accessEnded() { ends.withLock { $0 += 1 } }

    func reloaded() {}
}
