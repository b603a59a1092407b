internal import Canonical
internal import Observability

/// What an upstream told, with what the store knows of it: looked up before the critical section,
/// so that nothing in there waits.
struct Intake: Sendable {
    /// The way by which it was told.
    let leg: LegKey
    /// When it came, nil where it was asked for; what has that moment for its own has no other.
    let arrivedAt: Timestamp?
    /// What was told, in its order, people brought together, ids the upstream's own.
    var observations: [Observation]
    /// What clients call the messages that it names, as far as the store knows.
    var names: [MessageID: MessageID] = [:]
    /// The messages that it names and the store has, by what clients call them.
    var messages: [MessageID: Message] = [:]
    /// The keys of what the store says was told before.
    var told: Set<String> = []

    /// What clients call a message: what is known of late wins, for it may not be stored yet.
    func name(_ id: MessageID, _ ledger: Ledger) -> MessageID {
        ledger.remote.pairs[PairKey(leg: leg, id: id)] ?? names[id] ?? id.shown(leg)
    }

    /// Whether the message with that id of clients is there.
    func knows(_ message: MessageID, _ ledger: Ledger) -> Bool {
        messages[message] != nil || ledger.wasTold(ToldName.message(message), of: leg.instance)
    }

    /// Whether something was told before.
    func wasTold(_ key: String, _ ledger: Ledger) -> Bool {
        told.contains(key) || ledger.wasTold(key, of: leg.instance)
    }

    /// Whether something was told before by one of the keys that it may have had; where something else
    /// was told of its subject since, it is not that again.
    func wasTold(anyOf keys: [String], about subject: String?, _ ledger: Ledger) -> Bool {
        guard keys.contains(where: { wasTold($0, ledger) }) else { return false }
        guard keys.count > 1, let subject,
            let latest = ledger.remote.latest[ToldKey(instance: leg.instance, key: subject)]
        else { return true }
        return keys.contains(latest)
    }

    /// Whether the way by which it came is the instance's primary one.
    func isPrimary(_ ledger: Ledger) -> Bool {
        ledger.remote.routes[leg.instance]?.primary.upstream == leg.upstream
    }
}

extension Engine {
    /// Looks up what the store knows of observations.
    func look(
        at observations: [Observation],
        from leg: LegKey,
        arrivedAt arrival: Timestamp? = nil
    ) async -> Intake {
        if observations.allSatisfy(\.kind.needsNoLook) {
            return Intake(leg: leg, arrivedAt: arrival, observations: observations)
        }
        return await lookUp(observations, from: leg, arrival)
    }

    /// Looks up what the store knows of observations that name something.
    ///
    /// Never inlined: what it holds for a moment would lie in the frame of a task that waits.
    @inline(never)
    private func lookUp(
        _ observations: [Observation],
        from leg: LegKey,
        _ arrival: Timestamp?
    ) async -> Intake {
        var intake = ledger.withLock { ledger in
            Intake(
                leg: leg,
                arrivedAt: arrival,
                observations: ledger.bringingTogether(observations, of: leg)
            )
        }
        for id in Set(intake.observations.flatMap(\.kind.messages)) {
            let known = ledger.withLock { $0.remote.pairs[PairKey(leg: leg, id: id)] }
            let stored =
                (try? await store.message(of: leg.upstream, as: id, in: leg.instance)) ?? nil
            let name = known ?? stored ?? id.shown(leg)
            if known != nil || stored != nil { intake.names[id] = name }
            if let message = (try? await store.message(name, of: leg.instance)) ?? nil {
                intake.messages[name] = message
            }
        }
        let keys = intake.observations.flatMap { $0.keys(intake) }
        if !keys.isEmpty {
            intake.told = (try? await store.toldBefore(keys, of: leg.instance)) ?? []
        }
        return intake
    }
}

extension Observation.Kind {
    /// Whether it names no message, nobody who may have another name, and nothing told but once.
    fileprivate var needsNoLook: Bool {
        switch self {
        case .link, .account, .identity, .alive: true
        case .message, .status, .revoked, .event: false
        }
    }
}

extension Observation {
    /// The keys by which it may be known to have been told before.
    fileprivate func keys(_ intake: Intake) -> [String] {
        func name(_ id: MessageID) -> MessageID { intake.names[id] ?? id.shown(intake.leg) }
        switch kind {
        case .status(let id, let status, _, let participant):
            return MessageStatus.allCases.filter { $0 >= status }
                .map { ToldName.status(name(id), $0, participant) }
        case .revoked(let id, _): return [ToldName.revoked(name(id))]
        case .event(let payload):
            return ToldName.event(payload.renaming(name), at: at, in: intake)
        case .link, .account, .message, .identity, .alive: return []
        }
    }
}

extension Ledger {
    /// The observations with people by their numbers, those included of whom they tell themselves;
    /// only by the primary way is it told that somebody has another number.
    fileprivate func bringingTogether(
        _ observations: [Observation],
        of leg: LegKey
    ) -> [Observation] {
        var known = remote.identities.phones(of: leg.instance)
        let isPrimary = remote.routes[leg.instance]?.primary.upstream == leg.upstream
        for case .identity(let lid, let phone) in observations.map(\.kind) {
            if isPrimary || known[lid] == nil { known[lid] = phone }
        }
        guard !known.isEmpty else { return observations }
        return observations.map { observation in
            var observation = observation
            observation.kind = observation.kind.replacing { address in
                guard case .lid(let digits) = address, let phone = known[digits] else {
                    return address
                }
                return .phone(phone)
            }
            return observation
        }
    }
}
