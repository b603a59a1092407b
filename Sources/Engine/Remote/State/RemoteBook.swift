internal import Canonical

/// What the engine keeps in memory of upstreams that are spoken to over a network: a part of the
/// ledger, behind the same lock.
struct RemoteBook {
    /// The configured upstreams.
    var upstreams: [UpstreamID: UpstreamDefinition] = [:]
    /// The routes of instances that have one.
    private(set) var routes: [InstanceID: InstanceRoute] = [:]
    /// Which way of which instance a hook belongs to.
    private(set) var hooks: [String: LegKey] = [:]
    /// Who is one person.
    var identities = IdentityBook()
    /// What is known of numbers: whether WhatsApp has them, and how it spells them.
    var registrations = RecentBook<LaneKey, Registration>(limit: 100_000)
    /// The names that people showed last.
    var names = RecentBook<LaneKey, String>(limit: 50_000)
    /// The sends under way, and those of which nobody knows whether they were made.
    var open = OpenSends()
    /// What was told of late, whether durable yet or not.
    var told = RecentBook<ToldKey, Told>(limit: 50_000)
    /// By which key something was told last of a subject whose news have no time of their own.
    var latest = RecentBook<ToldKey, String>(limit: 20_000)
    /// What upstreams call messages of late, whether durable yet or not.
    var pairs = RecentBook<PairKey, MessageID>(limit: 50_000)
    /// How far messages came of late.
    var progress = RecentBook<ProgressKey, MessageStatus>(limit: 50_000)
    /// When each way was last heard from, and what it claimed.
    var heard: [LegKey: LegSigns] = [:]

    /// Sets an instance's route, or removes it, and its hooks with it.
    mutating func setRoute(_ route: InstanceRoute?, of instance: InstanceID) {
        for leg in routes[instance]?.legs ?? [] { hooks[leg.hookKey] = nil }
        routes[instance] = route
        for leg in route?.legs ?? [] where !leg.hookKey.isEmpty {
            hooks[leg.hookKey] = LegKey(instance, leg.upstream)
        }
    }

    /// Forgets an instance that is gone.
    mutating func forget(_ instance: InstanceID) {
        setRoute(nil, of: instance)
        identities.forget(instance)
        heard = heard.filter { $0.key.instance != instance }
        open.forget(instance)
    }
}
