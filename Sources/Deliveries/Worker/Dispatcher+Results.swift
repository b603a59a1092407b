internal import Canonical
internal import Engine
internal import Observability
internal import Reactor

extension Dispatcher {
    /// Takes up how an attempt ended, and goes on with what waits for the host.
    func ended(_ job: Job, _ host: HostKey, _ ending: Ending) {
        let crowded = turns.crowded.count
        turns.leave(host)
        if let isUp = ending.isUp {
            note(job, isUp: isUp, ending)
        } else if job.isProbe {
            health[job.lane.endpoint]?.circuit.abandonProbe(at: loop.nowMilliseconds)
        }
        settle(job.due, ending)
        goOn(after: job, ending, host)
        run()
        if turns.crowded.count < crowded { look() }
    }

    /// Lets the lane's next one wait for its turn once this one is over; after a failure the lane
    /// waits in the store.
    ///
    /// The next one does not wait for the result to be durable: a crash between repeats both, in order.
    private func goOn(after job: Job, _ ending: Ending, _ host: HostKey) {
        guard var line = followers[job.lane], !line.isEmpty else {
            followers[job.lane] = nil
            return
        }
        let isOver = ending.result?.next == .succeeded || ending.result?.next == .skipped
        guard isOver, phase == .running else { return dropFollowers(of: job.lane) }
        let next = Job(due: line.removeFirst(), lane: job.lane, isProbe: false)
        followers[job.lane] = line
        _ = turns.enter(next, of: job.lane.endpoint, at: host, goesOn: true)
    }

    /// Queues what is to be written down of an attempt.
    func settle(_ due: DueDelivery, _ ending: Ending) {
        attempts[due.delivery.id] = nil
        if let reason = ending.disables { switchOff(due, because: reason) }
        guard let result = ending.result else {
            release(due.delivery.id)
            return finishIfStopped()
        }
        count(result, ending)
        results.append(result)
        save()
    }

    private func count(_ result: DeliveryResult, _ ending: Ending) {
        if ending.isFailure { courier.metrics.failed.add() }
        switch result.next {
        case .succeeded: courier.metrics.succeeded.add()
        case .dead:
            courier.metrics.dead.add()
            // What an endpoint leaves behind that was switched off is told once, with the endpoint.
            guard result.counts else { return }
            log(
                .warning,
                "delivery given up",
                ["delivery": result.id, "error": result.error ?? ""]
            )
        case .skipped, .again: break
        }
    }
}

extension Dispatcher {
    /// Writes down what is ready, all of it at once, unless that is being done already.
    ///
    /// What becomes ready meanwhile goes along with the next batch.
    func save() {
        guard !isSaving, !results.isEmpty, phase != .stopped else { return }
        isSaving = true
        // At the end of the turn, so that what ends in the same turn goes along.
        loop.execute { self.saveNow() }
    }

    private func saveNow() {
        let batch = Array(results.prefix(options.batchSize))
        results.removeFirst(batch.count)
        let ticket = courier.source.record(batch)
        ticket.whenDecided { [loop] isDurable in
            loop.execute { isDurable ? self.saved(batch) : self.lost(batch, ticket.failure) }
        }
    }

    private func saved(_ batch: [DeliveryResult]) {
        let wasFull = claims.count >= options.claims
        let freed = batch.count { release($0.id) }
        isSaving = false
        saveBackOff = Self.firstBackOff
        if let heldBack {
            log(.info, "results can be written again", ["held_back": "\(heldBack)"])
            self.heldBack = nil
        }
        save()
        // A lane that still has claims goes on by itself.
        if freed > 0 || wasFull { look() }
        finishIfStopped()
    }

    /// Keeps the results for later: what was sent must not be sent again as long as it is known.
    ///
    /// Whatever is delivered meanwhile tries anew, so the log has only the first of failures in a row.
    private func lost(_ batch: [DeliveryResult], _ error: StoreError?) {
        if heldBack == nil {
            log(.warning, "results cannot be written", ["error": error?.message ?? ""])
        }
        results = batch + results
        heldBack = results.count
        isSaving = false
        loop.arm(saveTimer, after: saveBackOff)
        saveBackOff = min(saveBackOff * 2, Self.longestBackOff)
    }
}
