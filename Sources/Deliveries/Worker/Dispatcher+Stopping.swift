internal import Canonical
internal import Engine
internal import Reactor

extension Dispatcher {
    /// Begins nothing more, and calls back when nothing is left to be done.
    func stop(_ done: @escaping () -> Void) {
        guard phase == .running || phase == .stopping else {
            phase = .stopped
            return done()
        }
        whenStopped.append(done)
        guard phase == .running else { return }
        phase = .stopping
        loop.disarm(askTimer)
        for job in turns.removeWaiting() { release(job.due.delivery.id) }
        for lane in followers.keys { dropFollowers(of: lane) }
        loop.schedule(after: options.stopMilliseconds) { [self] in
            for attempt in attempts.values { attempt.cancel() }
            // The store has a moment more; what it did not take by then is delivered again.
            loop.schedule(after: 2_000) { self.finish() }
        }
        finishIfStopped()
    }

    func finishIfStopped() {
        guard phase == .stopping, attempts.isEmpty, results.isEmpty, !isSaving, !isAsking else {
            return
        }
        finish()
    }

    private func finish() {
        guard phase == .stopping else { return }
        phase = .stopped
        loop.disarm(saveTimer)
        let waiting = whenStopped
        whenStopped = []
        for done in waiting { done() }
    }
}
