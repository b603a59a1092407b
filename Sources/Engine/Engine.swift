public import Canonical
public import Observability

/// Carries commands out: decides whether the instance is connected, who the recipient is, whether
/// this send was already made, which upstream carries it, and makes it durable.
///
/// It never sees HTTP, JSON or a vendor's name. All memory is behind one lock that is held for
/// microseconds; whatever waits (a commit, a file that is fetched, a delay) waits outside of it.
public final class Engine: CommandPerformer {
    let ledger: Lock<Ledger>
    let store: any Store
    let upstream: any EmbeddedUpstream
    let vault: any MediaVault
    let targets: any TargetPolicy
    let mint: any CredentialMint
    let local: CommandTable<LocalCall>
    let limits: EngineLimits
    let log: Log
    let carried: CommandTable<EmbeddedCall>
    let interest: any EventInterest
    let sleepers = Sleepers()
    let watchers = Watchers()
    let remotes: any RemoteUpstreams
    let patience = Patience()
    let losses = LossTable()
    let looks = Looks()
    let uses = UseBook()
    let routed = RouteFlag()
    let access = AccessVersion()
    private let pacemaker = Pacemaker()

    /// The time in which everything happens.
    public let clock: WorldClock

    /// Takes up the store's state; no thread runs before ``start()``.
    ///
    /// - Throws: the store's error when its state cannot be read.
    public init(
        store: any Store,
        upstream: any EmbeddedUpstream,
        vault: any MediaVault,
        targets: any TargetPolicy,
        mint: any CredentialMint,
        clock: WorldClock,
        interest: any EventInterest = NoInterest(),
        remotes: any RemoteUpstreams = NoRemoteUpstreams(),
        limits: EngineLimits = EngineLimits(),
        log: Log = .silent
    ) throws(StoreError) {
        self.store = store
        self.upstream = upstream
        self.remotes = remotes
        self.vault = vault
        self.targets = targets
        self.mint = mint
        self.clock = clock
        self.limits = limits
        self.interest = interest
        self.log = log
        self.local = Engine.localCommands
        self.carried = upstream.commands
        self.ledger = Lock(
            Ledger(serverWideNames: mint.serverWideNames, interest: interest, access: access)
        )
        try reload()
    }

    /// Lets the world's time pass; until ``stop()`` the thread that does it keeps the engine.
    public func start() {
        // Not weakly: a weak reference gives an object a side table, and each retain and release of
        // it, which every request makes some of, then takes the slow path.
        pacemaker.start { self.beat() }
    }

    /// Stops the world's time.
    public func stop() {
        pacemaker.stop()
        patience.end()
    }

    /// Whether commands that change something are accepted.
    public var isWritable: Bool { store.isWritable }

    // Specialized for sends and for what dashboards ask for all the time: elsewhere the types of the
    // command are looked up while the program runs.

    /// Carries a command out; see ``CommandPerformer``.
    @specialized(where C == GetInstance)
    @specialized(where C == ListInstances)
    @specialized(where C == CheckNumbers)
    @specialized(where C == SendMessage)
    public func perform<C: Command>(
        _ command: C,
        for caller: Caller
    ) -> Answer<Result<C.Outcome, CommandFailure>> {
        dispatch(command, caller)
    }

    // On its own, so that choosing the specialization looks no types up.
    @inline(never)
    private func dispatch<C: Command>(_ command: C, _ caller: Caller) -> Reply<C> {
        if local.handles(C.self) {
            if let delete = command as? DeleteInstance,
                let answer = performDeletion(delete, caller) as? Reply<C>
            {
                return answer
            }
            return performLocally(command, caller)
        }
        if let list = command as? ListDeliveries, let answer = perform(list, caller) as? Reply<C> {
            return answer
        }
        if let get = command as? GetDelivery, let answer = perform(get, caller) as? Reply<C> {
            return answer
        }
        if let find = command as? FindMessages, let answer = perform(find, caller) as? Reply<C> {
            return answer
        }
        if let get = command as? GetChat, let answer = perform(get, caller) as? Reply<C> {
            return answer
        }
        if limits.countsUses { uses.count(command, caller, at: clock.now) }
        if let answer = performRouted(command, caller) { return answer }
        if let send = command as? SendMessage, let answer = perform(send, caller) as? Reply<C> {
            return answer
        }
        if let bulk = command as? SendToMany, let answer = perform(bulk, caller) as? Reply<C> {
            return answer
        }
        if let revoke = command as? RevokeMessage, let answer = perform(revoke, caller) as? Reply<C>
        {
            return answer
        }
        return carry(command, caller, journal: JournalNote())
    }

    /// What ``perform(_:for:)`` gives for a command.
    typealias Reply<C: Command> = Answer<Result<C.Outcome, CommandFailure>>
}

/// The engine's own bounds; see `Limits` of the server for those of the wire.
public struct EngineLimits: Sendable {
    /// Instances a tenant may have.
    public var instancesPerTenant = 10_000
    /// The longest label of an instance, in bytes.
    public var instanceNameBytes = 1024
    /// The longest metadata of an instance, and the most all its extras have together, in bytes.
    public var instanceMetadataBytes = 16_384
    /// The longest delay before a send, in milliseconds.
    public var longestSendDelayMilliseconds = 300_000
    /// Endpoints that an instance may have, and a tenant for all of its instances.
    public var endpointsPerOwner = 64
    /// Keys that a tenant may have issued.
    public var keysPerTenant = 256
    /// Sends that may wait for the same chat.
    public var queuedSendsPerChat = 1024
    /// How long an `Idempotency-Key` counts, in milliseconds.
    public var idempotencyWindowMilliseconds: Int64 = 86_400_000
    /// How long an echo or a status waits for the answer to a send, in milliseconds.
    public var observationWaitMilliseconds = 5_000
    /// How long a status waits for its message while nothing is being sent, in milliseconds; never
    /// longer than ``observationWaitMilliseconds``.
    ///
    /// Upstreams tell of messages from before their time, one after the other.
    public var statusWaitMilliseconds = 500
    /// How long a send stays in doubt before nobody is asked about it any more, in milliseconds.
    public var uncertainMilliseconds: Int64 = 86_400_000
    /// Whether it is counted how clients use commands.
    public var countsUses = true

    /// The defaults.
    public init() {}
}
