internal import Canonical
internal import Engine
internal import Observability
internal import Reactor

extension Dispatcher {
    /// Remembers how the endpoint does; one that failed for days is switched off.
    func note(_ job: Job, isUp: Bool, _ ending: Ending) {
        let id = job.lane.endpoint
        let now = options.now()
        if ending.isTaken {
            health[id] = nil
            return
        }
        if health[id] == nil { forgetRemovedEndpoints() }
        var own = health[id] ?? Health(circuit: Circuit(options.circuit), failingSince: now)
        own.circuit.ended(isUp: isUp, at: loop.nowMilliseconds)
        health[id] = own
        guard now >= own.failingSince.advanced(byMilliseconds: options.failingMilliseconds) else {
            return
        }
        health[id] = nil
        switchOff(job.due, because: .failing)
    }

    func switchOff(_ due: DueDelivery, because reason: SwitchOff) {
        let endpoint = due.delivery.endpoint
        courier.source.disable(endpoint, because: reason, of: due.delivery.instance)
        log(
            .warning,
            "endpoint switched off",
            ["endpoint": endpoint, "reason": reason.rawValue]
        )
    }

    /// Keeps what is known of endpoints from growing with those that came and went.
    private func forgetRemovedEndpoints() {
        guard health.count >= 1_000, health.count.isMultiple(of: 1_000) else { return }
        health = health.filter { courier.source.endpoint($0.key)?.isEnabled == true }
    }
}
