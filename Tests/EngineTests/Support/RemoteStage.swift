import Canonical
import Engine
import Sandbox
import Synchronization

/// An engine over a memory store, with one instance that a scripted upstream `far` carries and that
/// is connected there; `near` is another upstream.
struct RemoteStage {
    let store: MemoryStore
    let clock = WorldClock(wall: { 1_700_000_000_000 })
    let far = ScriptedUpstreams()
    let sandbox: Sandbox
    let engine: Engine
    let vault = CountingVault()
    let tenant: TenantID
    let instance: InstanceID

    static let farID = UpstreamID("far")
    static let nearID = UpstreamID("near")

    init(waits: Int = 0, routed: Bool = true) async throws {
        store = MemoryStore()
        clock.setFrozen(true)
        sandbox = Sandbox(options: SandboxOptions(seed: 1, renderQR: { "data:" + $0 }))
        var limits = EngineLimits()
        limits.observationWaitMilliseconds = waits
        engine = try Self.engine(store, sandbox, vault, clock, far, limits)
        tenant = try await engine.createTenant(name: "one").get().tenant.id
        for id in [Self.farID, Self.nearID] {
            let definition = UpstreamDefinition(
                id: id,
                dialect: DialectID("toy"),
                baseURL: "https://\(id.text).example.com"
            )
            _ = try await engine.putUpstream(definition).get()
        }
        let caller = Caller(
            tenant: tenant,
            instance: nil,
            dialect: DialectID("toy"),
            requestID: "req"
        )
        instance = try await engine.perform(CreateInstance(name: "x"), for: caller).value().get().id
        if routed {
            try await route()
            try await connect()
        }
    }

    private static func engine(
        _ store: MemoryStore,
        _ sandbox: Sandbox,
        _ vault: CountingVault,
        _ clock: WorldClock,
        _ far: any RemoteUpstreams,
        _ limits: EngineLimits
    ) throws -> Engine {
        try Engine(
            store: store,
            upstream: sandbox,
            vault: vault,
            targets: AllTargets(),
            mint: CountingMint(),
            clock: clock,
            remotes: far,
            limits: limits
        )
    }

    /// The engine that a restart would bring: over what was committed, and nothing else.
    func restarted() throws -> Engine {
        var limits = EngineLimits()
        limits.observationWaitMilliseconds = 0
        return try Self.engine(store, sandbox, vault, clock, far, limits)
    }

    /// The engine of another process over another store, for which observations do not wait.
    func engine(
        over store: MemoryStore,
        _ clock: WorldClock,
        _ remotes: any RemoteUpstreams
    ) throws -> Engine {
        var limits = EngineLimits()
        limits.observationWaitMilliseconds = 0
        return try Self.engine(store, sandbox, vault, clock, remotes, limits)
    }

    /// Sets the route: `far` is the primary way, and the rest as given.
    func route(_ change: (inout InstanceRoute) -> Void = { _ in }) async throws {
        var route = InstanceRoute(primary: .init(upstream: Self.farID, hookKey: ""))
        change(&route)
        let wanted = route
        _ = try await engine.changeRoute(of: instance) { $0 = wanted }.get()
    }

    /// Has `far` tell that the instance is connected.
    func connect() async throws { _ = await tell(.link(.connected, nil)) }

    /// Has an upstream that carries the instance tell that it is connected.
    func tellConnected(_ upstream: UpstreamID) async throws {
        _ = await tell(.link(.connected, nil), from: upstream)
    }

    /// Has an upstream tell something at its hook.
    func tell(_ kinds: Observation.Kind..., from upstream: UpstreamID = farID) async -> Bool {
        let legs = engine.route(of: instance)?.legs ?? []
        let key = legs.first { $0.upstream == upstream }?.hookKey ?? ""
        let observations = kinds.map { Observation($0, at: clock.now) }
        return await engine.receive(observations, hook: key)
    }

    /// The instance's owner, asking in a toy dialect.
    func caller(key: String? = nil) -> Caller {
        Caller(
            tenant: tenant,
            instance: instance,
            dialect: DialectID("toy"),
            requestID: "req",
            idempotencyKey: key
        )
    }

    /// Carries a command out for the instance.
    func perform<C: Command>(_ command: C, key: String? = nil) async throws -> C.Outcome {
        try await engine.perform(command, for: caller(key: key)).value().get()
    }

    /// The code with which a command fails, nil when it does not.
    func failure<C: Command>(of command: C, key: String? = nil) async -> FailureCode? {
        switch await engine.perform(command, for: caller(key: key)).value() {
        case .success: nil
        case .failure(let failure): failure.code
        }
    }

    /// Starts a send and waits until its upstream has it and holds it.
    func held(_ send: SendMessage, key: String? = nil) async throws -> HeldSend {
        let before = far.heldCount
        let task = Task { [self] in
            await engine.perform(send, for: caller(key: key)).value()
        }
        while far.heldCount == before { await Task.yield() }
        return HeldSend(result: task)
    }

    struct HeldSend {
        let result: Task<Result<SendMessage.Outcome, CommandFailure>, Never>
    }

    /// The events of the instance.
    var events: [Event] {
        store.changes.compactMap { change in
            if case .event(let event) = change, event.instance == instance { event } else { nil }
        }
    }

    /// The messages of which it was told that they were sent.
    var sentEvents: [MessageID] {
        events.compactMap { event in
            if case .messageSent(let id, _) = event.payload { id } else { nil }
        }
    }

    /// The instance as it stands.
    var present: Instance? { engine.instance(instance.text) }
}
