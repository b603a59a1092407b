internal import Canonical
internal import Engine

/// What a dialect lets its links be looked after with.
struct LinkTraits: Equatable {
    /// Whether it has webhooks.
    var tellsEvents = false
    /// Whether they tell how the link stands.
    var tellsLinks = false
    /// Whether they tell of messages that were sent through it.
    var tellsSends = false
    /// Whether their URL can be registered.
    var registers = false
}

/// Decides what is due for which link; a value that is told of everything, the time included.
struct LinkPlan {
    /// Something that is due.
    enum Action: Equatable {
        case poll
        case register
        case stalled(Bool)
    }

    /// What a poll gave.
    enum Poll: Equatable {
        case connected
        case notConnected
        case failed
    }

    private struct Attempts {
        /// When the next one is due, nil for never.
        var dueAt: Int?
        var failures = 0
        var isRunning = false
    }

    private struct Link {
        let leg: InstanceRoute.Leg
        let definition: UpstreamDefinition
        var state: String?
        /// Between two polls that go well.
        var interval: Int
        var poll: Attempts
        var register: Attempts
        /// What the latest poll that went well said, nil before the first.
        var saidConnected: Bool?
        var heard: Timestamp?
        /// When the latest word was seen, or since when one is awaited.
        var heardAt: Int
        /// When the upstream last took the hook's URL, nil when it did not.
        var registeredAt: Int?
        /// Since when a word of a send is owed, nil while none is.
        var owedAt: Int?

        var isRunning: Bool { poll.isRunning || register.isRunning }
    }

    private let options: LinkOptions
    private var links: [LegID: Link] = [:]
    private var running = 0
    private var runningAt: [UpstreamID: Int] = [:]

    init(_ options: LinkOptions) { self.options = options }

    /// What is due at that moment of the monotonic clock; each poll and registration must be followed
    /// by its end.
    mutating func look(
        _ legs: [RemoteLeg],
        at now: Int,
        _ traits: (DialectID) -> LinkTraits
    ) -> [(leg: RemoteLeg, action: Action)] {
        var due: [(at: Int, leg: RemoteLeg, action: Action)] = []
        var actions: [(leg: RemoteLeg, action: Action)] = []
        var seen: Set<LegID> = []
        for leg in legs where seen.insert(leg.id).inserted {
            let traits = traits(leg.definition.dialect)
            let link = update(leg, traits, at: now)
            links[leg.id] = link
            if let isStalled = judge(leg, link, traits, at: now) {
                actions.append((leg, .stalled(isStalled)))
            }
            if let at = link.register.dueAt, at <= now, !link.register.isRunning {
                due.append((at, leg, .register))
            }
            if let at = link.poll.dueAt, at <= now, !link.poll.isRunning {
                due.append((at, leg, .poll))
            }
        }
        links = links.filter { seen.contains($0.key) || $0.value.isRunning }
        for one in due.sorted(by: { $0.at < $1.at }) where begin(one.leg.id, one.action) {
            actions.append((one.leg, one.action))
        }
        return actions
    }

    /// Takes note of what a poll gave.
    mutating func polled(_ id: LegID, _ poll: Poll, at now: Int) {
        leave(id.upstream)
        guard var link = links[id] else { return }
        link.poll.isRunning = false
        link.poll.failures = poll == .failed ? link.poll.failures + 1 : 0
        if poll != .failed { link.saidConnected = poll == .connected }
        link.poll.dueAt = now + options.pause(link.interval, failures: link.poll.failures)
        links[id] = link
    }

    /// Takes note of whether a registration was accepted.
    mutating func registered(_ id: LegID, isAccepted: Bool, at now: Int) {
        leave(id.upstream)
        guard var link = links[id] else { return }
        link.register.isRunning = false
        link.register.failures = isAccepted ? 0 : link.register.failures + 1
        link.registeredAt = isAccepted ? now : nil
        link.register.dueAt = now + options.registerPause(failures: link.register.failures)
        links[id] = link
    }

    /// How often in a row the leg's polls failed.
    func failures(_ id: LegID) -> Int { links[id]?.poll.failures ?? 0 }
}

extension LinkPlan {
    /// The link as it is known now.
    private func update(_ leg: RemoteLeg, _ traits: LinkTraits, at now: Int) -> Link {
        let interval = options.interval(leg, traits)
        guard var link = links[leg.id], link.leg == leg.leg,
            link.definition == leg.definition
        else { return makeLink(leg, traits, interval, at: now) }
        let state = leg.state?.name
        if state != link.state {
            link.state = state
            if leg.state == .connected { link.heardAt = now }
        }
        if interval != link.interval {
            link.interval = interval
            if link.poll.failures == 0 {
                link.poll.dueAt = min(link.poll.dueAt ?? .max, now + interval)
            }
        }
        if leg.lastHeardAt != link.heard {
            link.heard = leg.lastHeardAt
            link.heardAt = now
        }
        link.owedAt = leg.awaitsSince == nil ? nil : link.owedAt ?? now
        if isUnsure(link, at: now) {
            link.register.dueAt = min(link.register.dueAt ?? now, now)
        }
        return link
    }

    /// Whether it was silent for so long that its hook's URL may have been overwritten since.
    private func isUnsure(_ link: Link, at now: Int) -> Bool {
        guard let registeredAt = link.registeredAt, link.saidConnected == true else { return false }
        return now - max(link.heardAt, registeredAt) >= options.stallMilliseconds
    }

    /// A link that is new, or whose account is called in another way from now on.
    private func makeLink(
        _ leg: RemoteLeg,
        _ traits: LinkTraits,
        _ interval: Int,
        at now: Int
    ) -> Link {
        let known = links[leg.id]
        return Link(
            leg: leg.leg,
            definition: leg.definition,
            state: leg.state?.name,
            interval: interval,
            poll: Attempts(dueAt: now, isRunning: known?.poll.isRunning ?? false),
            register: Attempts(
                dueAt: traits.registers ? now : nil,
                isRunning: known?.register.isRunning ?? false
            ),
            heard: leg.lastHeardAt,
            heardAt: leg.instance.isStalled ? now - options.stallMilliseconds : now
        )
    }

    /// Whether an instance is to be marked otherwise than it is; nil to leave it as it is.
    ///
    /// Silence alone means nothing where the upstream has our URL: the number may be a quiet one. It
    /// does where it has not, and where a send was made of which it should have told.
    private func judge(
        _ leg: RemoteLeg,
        _ link: Link,
        _ traits: LinkTraits,
        at now: Int
    ) -> Bool? {
        guard leg.isPrimary, let saidConnected = link.saidConnected else { return nil }
        let isConnected = saidConnected && leg.state == .connected
        let isSilent = now - link.heardAt >= options.stallMilliseconds
        let isOwed = link.owedAt.map { now - $0 >= options.stallMilliseconds } ?? false
        let isSuspect = link.registeredAt == nil || isOwed && traits.tellsSends
        let isStalled = traits.tellsEvents && isConnected && isSilent && isSuspect
        return isStalled == leg.instance.isStalled ? nil : isStalled
    }

    private mutating func begin(_ id: LegID, _ action: Action) -> Bool {
        guard running < options.concurrentCalls,
            runningAt[id.upstream, default: 0] < options.concurrentCallsPerUpstream
        else { return false }
        running += 1
        runningAt[id.upstream, default: 0] += 1
        if action == .poll {
            links[id]?.poll.isRunning = true
        } else {
            links[id]?.register.isRunning = true
        }
        return true
    }

    private mutating func leave(_ upstream: UpstreamID) {
        running = max(0, running - 1)
        let left = runningAt[upstream, default: 1] - 1
        runningAt[upstream] = left > 0 ? left : nil
    }
}

extension LinkOptions {
    /// How often a leg is asked while that goes well.
    fileprivate func interval(_ leg: RemoteLeg, _ traits: LinkTraits) -> Int {
        guard leg.isPrimary else { return pollMilliseconds }
        switch leg.state {
        case .starting, .awaitingPairing: return pairingMilliseconds
        case .connected: return traits.tellsLinks ? pollMilliseconds : blindPollMilliseconds
        case .reconnecting: return blindPollMilliseconds
        case nil, .created, .pairingExpired, .paused, .disconnected, .loggedOut, .failed:
            return pollMilliseconds
        }
    }

    /// How long until the next poll after so many in vain.
    fileprivate func pause(_ interval: Int, failures: Int) -> Int {
        guard failures > 0 else { return interval }
        return spread(interval, failures: failures + 1, longest: longestPollMilliseconds)
    }

    /// How long until the next registration after so many in vain.
    fileprivate func registerPause(failures: Int) -> Int {
        guard failures > 0 else { return registerMilliseconds }
        return spread(
            registerRetryMilliseconds,
            failures: failures,
            longest: longestRegisterRetryMilliseconds
        )
    }

    /// Doubles a pause, and lets it end up to a quarter sooner.
    private func spread(_ first: Int, failures: Int, longest: Int) -> Int {
        let pause = max(first, min(longest, first << min(failures - 1, 16)))
        return pause - Int(Double(pause) / 4 * min(max(luck(), 0), 1))
    }
}
