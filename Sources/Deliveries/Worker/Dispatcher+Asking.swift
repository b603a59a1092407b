internal import Canonical
internal import Engine
internal import Observability
internal import Reactor

extension Dispatcher {
    /// How long to wait when something should be due of which nothing can be had, in milliseconds.
    private static let unusedPause: Int64 = 100

    /// Looks for what is due, now or as soon as the present look is over.
    func look() {
        guard phase == .running else { return }
        guard !isAsking else {
            asksAgain = true
            return
        }
        // Whatever frees a place looks again.
        guard claims.count < options.claims else { return }
        isAsking = true
        asksAgain = false
        loop.disarm(askTimer)
        Task(executorPreference: loop) { [self] in await ask() }
    }

    private func ask() async {
        let query = query()
        do throws(StoreError) {
            let page = try await courier.source.dueDeliveries(query)
            let isUseful = phase == .running && take(page)
            if isUseful, page.count >= query.limit { asksAgain = true }
            if !asksAgain, phase == .running { try await armForNext(afterUse: isUseful) }
            backOff = Self.firstBackOff
        } catch { failed(error) }
        isAsking = false
        if asksAgain { look() }
        finishIfStopped()
    }

    /// What is not claimed, of endpoints that may be tried.
    private func query() -> DueQuery {
        let resting = health.filter { !$0.value.circuit.permits(at: loop.nowMilliseconds) }
        return DueQuery(
            now: options.now(),
            inFlight: Set(claims.keys),
            resting: turns.crowded.union(resting.keys),
            limit: min(options.pageSize, options.claims),
            ahead: options.ahead
        )
    }

    /// Sets the timer to the next moment at which something is due or an endpoint may be probed.
    private func armForNext(afterUse isUseful: Bool) async throws(StoreError) {
        let query = query()
        var pause = options.longestPauseMilliseconds
        if let next = try await courier.source.nextDueDelivery(query) {
            let wait = next.milliseconds.subtractingReportingOverflow(query.now.milliseconds)
            // What is due but was not given, such as a row that cannot be read, must not be asked
            // for all the time.
            let least: Int64 = isUseful ? 1 : Self.unusedPause
            let rest = wait.partialValue > 0 ? wait.partialValue : least
            if !wait.overflow { pause = min(pause, Int(clamping: rest)) }
        }
        // An endpoint that may be probed already is among those that were asked about.
        for one in health.values {
            guard let probe = one.circuit.probeAt, probe > loop.nowMilliseconds else { continue }
            pause = min(pause, probe - loop.nowMilliseconds)
        }
        if phase == .running { loop.arm(askTimer, after: pause) }
    }

    private func failed(_ error: StoreError) {
        log(.warning, "due deliveries cannot be read", ["error": error.message])
        asksAgain = false
        guard phase == .running else { return }
        loop.arm(askTimer, after: backOff)
        backOff = min(backOff * 2, Self.longestBackOff)
    }
}

extension Dispatcher {
    /// Claims what may be sent and starts it; false when nothing came of the whole page, so that
    /// asking again would be in vain.
    private func take(_ page: [DueDelivery]) -> Bool {
        let crowded = turns.crowded.count
        var taken = 0
        for due in page where claims.count < options.claims && claim(due) { taken += 1 }
        run()
        save()
        return taken > 0 || turns.crowded.count > crowded
    }

    private func claim(_ due: DueDelivery) -> Bool {
        let id = due.delivery.id
        let lane = Lane(
            endpoint: due.delivery.endpoint,
            chat: due.lane,
            tenant: due.delivery.tenant
        )
        guard claims[id] == nil, lanes[lane] == nil,
            claimedBytes == 0 || claimedBytes + due.weight <= options.claimedBytes
        else { return false }
        guard let endpoint = courier.source.endpoint(lane.endpoint), endpoint.isEnabled,
            let url = try? DeliveryRequest.url(endpoint.url, appending: [], options.policy)
        else { return claimWithoutTurn(due, lane) }
        guard health[lane.endpoint]?.circuit.permits(at: loop.nowMilliseconds) ?? true else {
            return false
        }
        let isProbe = health[lane.endpoint]?.circuit.probeAt != nil
        let job = Job(due: due, lane: lane, isProbe: isProbe)
        let host = HostKey(url, of: due.delivery.tenant)
        guard turns.enter(job, of: lane.endpoint, at: host) else { return false }
        _ = health[lane.endpoint]?.circuit.begin()
        hold(due, lane)
        // A probe goes alone.
        if !isProbe { holdFollowers(of: due, lane) }
        return true
    }

    /// Claims what comes next in the lane, as far as there is room.
    ///
    /// A tenant fills a quarter of the claims with it at most, so that others find room.
    private func holdFollowers(of due: DueDelivery, _ lane: Lane) {
        let room = min(
            options.claims - claims.count,
            options.claims / 4 - (claimsOf[lane.tenant] ?? 0)
        )
        var next: [DueDelivery] = []
        for follower in due.followers.prefix(max(room, 0)) {
            guard claimedBytes + follower.weight <= options.claimedBytes else { break }
            hold(follower, lane)
            next.append(follower)
        }
        if !next.isEmpty { followers[lane] = next }
    }

    /// Claims what nobody needs to be asked about: the courier knows what becomes of it.
    private func claimWithoutTurn(_ due: DueDelivery, _ lane: Lane) -> Bool {
        hold(due, lane)
        attempts[due.delivery.id] = Task(executorPreference: loop) { [self] in
            settle(due, await courier.deliver(due))
        }
        return true
    }
}
