import Canonical
import Engine
import Sandbox
import Testing

@Suite("Upstreams and routes are administered")
struct RouteTests {
    @Test("an upstream's dialect must be spoken, and its name not the embedded one's")
    func definitions() async throws {
        let stage = try await RemoteStage()
        let refused = [
            ("dialect", UpstreamID("x"), "latin"), ("id", stage.engine.embeddedID, "toy"),
        ]
        for (field, id, dialect) in refused {
            let definition = UpstreamDefinition(
                id: id,
                dialect: DialectID(dialect),
                baseURL: "https://x"
            )
            let failure = await #expect(throws: CommandFailure.self) {
                try await stage.engine.putUpstream(definition).get()
            }
            #expect(failure?.field == field)
        }
    }

    @Test("an upstream that a route names stays")
    func removal() async throws {
        let stage = try await RemoteStage()
        await #expect(throws: CommandFailure.self) {
            try await stage.engine.removeUpstream(RemoteStage.farID).get()
        }
        #expect(try await stage.engine.removeUpstream(RemoteStage.nearID).get())
        #expect(try await !stage.engine.removeUpstream(RemoteStage.nearID).get())
    }

    @Test("hooks get unguessable keys that stay, and settings come out only when asked for")
    func hooks() async throws {
        let stage = try await RemoteStage()
        try await stage.route { $0.primary.settings = ["token": "secret"] }
        let key = try #require(stage.engine.route(of: stage.instance)?.primary.hookKey)
        #expect(!key.isEmpty)
        try await stage.route { $0.primary.settings = ["token": ""] }
        #expect(stage.engine.route(of: stage.instance)?.primary.hookKey == key)
        #expect(stage.engine.route(of: stage.instance)?.primary.settings == ["token": ""])
        let open = stage.engine.route(of: stage.instance, revealing: true)
        #expect(open?.primary.settings == ["token": "secret"])
        let leg = try #require(stage.engine.remoteLeg(hook: key))
        #expect(leg.isPrimary && leg.leg.settings == ["token": "secret"])
    }

    @Test(
        "a route that cannot be is refused",
        arguments: [
            "unknown upstream", "twice", "nothing tried", "percent", "embedded candidate",
            "embedded fail-over",
        ]
    )
    func refused(_ what: String) async throws {
        let stage = try await RemoteStage()
        await #expect(throws: CommandFailure.self) {
            try await stage.route { route in
                let near = InstanceRoute.Leg(upstream: RemoteStage.nearID, hookKey: "")
                switch what {
                case "unknown upstream":
                    route.candidate = .init(upstream: UpstreamID("nobody"), hookKey: "")
                case "twice": route.candidate = route.primary
                case "embedded candidate":
                    route.candidate = .init(upstream: UpstreamID("sandbox"), hookKey: "")
                case "embedded fail-over":
                    route.failover = .init(upstream: UpstreamID("sandbox"), hookKey: "")
                case "nothing tried": route.trial = .shadow
                default:
                    route.candidate = near
                    route.trial = .canary(percent: 101, chats: [])
                }
            }
        }
    }

    @Test("leaving the embedded upstream forgets it, and coming back begins anew")
    func leaving() async throws {
        let stage = try await RemoteStage(routed: false)
        let number = try Stage.number(Stage.own)
        let (sandbox, instance) = (stage.sandbox, stage.instance)
        _ = try await stage.engine.steer { (now, effects) throws(CommandFailure) in
            try sandbox.link(instance, phone: number, now: now, effects: &effects)
        }.get()
        #expect(stage.present?.state == .connected)
        try await stage.route()
        #expect(stage.present?.state == .created)
        #expect(stage.present?.upstream == RemoteStage.farID)
        try await stage.connect()
        _ = try await stage.engine.clearRoute(of: stage.instance).get()
        #expect(stage.present?.state == .created)
        #expect(stage.present?.upstream == UpstreamID("sandbox"))
        #expect(stage.engine.remoteLegs().isEmpty)
    }

    @Test("the way back from the embedded upstream leaves it behind")
    func leavingAgain() async throws {
        let stage = try await RemoteStage()
        try await stage.route { route in
            route.previous = route.primary
            route.primary = .init(upstream: UpstreamID("sandbox"), hookKey: "")
        }
        let route = try await stage.engine.rollBack(stage.instance).get().route
        #expect(route.primary.upstream == RemoteStage.farID)
        #expect(route.candidate == nil)
    }

    @Test("a removed instance takes its route with it")
    func removed() async throws {
        let stage = try await RemoteStage()
        _ = try await stage.perform(DeleteInstance())
        #expect(stage.engine.remoteLegs().isEmpty)
        #expect(try await stage.engine.removeUpstream(RemoteStage.farID).get())
        #expect(try stage.store.load().routes.isEmpty)
    }

    @Test("a way owes a word of a send until it tells anything")
    func owedWord() async throws {
        let stage = try await RemoteStage()
        func awaits() -> Timestamp? { stage.engine.remoteLegs().first?.awaitsSince }
        stage.clock.advance(byMilliseconds: 1_000)
        #expect(awaits() == nil)
        _ = try await stage.perform(try Stage.text("a"))
        let first = stage.clock.now
        stage.clock.advance(byMilliseconds: 1_000)
        _ = try await stage.perform(try Stage.text("b"))
        #expect(awaits() == first)
        #expect(await stage.tell(.alive))
        #expect(awaits() == nil)
    }

    @Test("a stalled instance shows it until something is heard again")
    func stalled() async throws {
        let stage = try await RemoteStage()
        stage.engine.markStalled(stage.instance, true)
        #expect(stage.present?.isStalled == true)
        _ = await stage.tell(.alive)
        #expect(stage.present?.isStalled == false)
        #expect(stage.engine.remoteLegs().first?.lastHeardAt == stage.clock.now)
    }
}
