/// Which upstreams carry an instance's commands.
public struct InstanceRoute: Equatable, Sendable {
    /// One way to WhatsApp: an upstream, and what it calls the instance.
    public struct Leg: Equatable, Sendable {
        /// The upstream.
        public var upstream: UpstreamID
        /// What its dialect wants to know of the instance, by the setting's name.
        ///
        /// Secrets are among them. They win over the upstream's own.
        public var settings: [String: String]
        /// The unguessable part of the URL at which the upstream tells of events.
        public var hookKey: String

        /// Describes a way.
        public init(upstream: UpstreamID, settings: [String: String] = [:], hookKey: String) {
            self.upstream = upstream
            self.settings = settings
            self.hookKey = hookKey
        }
    }

    /// How a second upstream is tried.
    public enum Trial: Equatable, Sendable {
        /// Not at all.
        case none
        /// It carries the sends to some chats: those listed, and a share of all others in percent.
        ///
        /// A chat keeps its side for as long as the share does not shrink or grow past it.
        case canary(percent: Int, chats: [Address])
        /// Reads run on both and are compared; sends are built for both and made once, by the
        /// primary one.
        case shadow
    }

    /// What carries the commands.
    public var primary: Leg
    /// What is tried, nil for nothing.
    public var candidate: Leg?
    /// How it is tried.
    public var trial: Trial
    /// What sends when the primary one has proven not to have sent, nil for nothing.
    public var failover: Leg?
    /// What is done about losses.
    public var policy: LossPolicy
    /// Where a roll-back leads, nil before the first cut-over.
    public var previous: Leg?

    /// Describes a route.
    public init(
        primary: Leg,
        candidate: Leg? = nil,
        trial: Trial = .none,
        failover: Leg? = nil,
        policy: LossPolicy = .lenient,
        previous: Leg? = nil
    ) {
        self.primary = primary
        self.candidate = candidate
        self.trial = trial
        self.failover = failover
        self.policy = policy
        self.previous = previous
    }

    /// Every way in it, the primary one first.
    public var legs: [Leg] { [primary, candidate, failover, previous].compactMap { $0 } }

    /// Whether a send to that chat is the candidate's.
    public func isCandidates(_ chat: Address) -> Bool {
        guard candidate != nil, case .canary(let percent, let chats) = trial else { return false }
        let key = chat.phone?.equalityKey ?? chat.jid
        if chats.contains(where: { ($0.phone?.equalityKey ?? $0.jid) == key }) { return true }
        return FNV1a.hash(key.utf8) % 100 < UInt64(max(0, min(percent, 100)))
    }
}
