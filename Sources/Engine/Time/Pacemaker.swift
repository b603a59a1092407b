internal import Canonical
internal import Glibc
internal import Observability
internal import Synchronization

/// The one thread that lets the world's time pass: it wakes when something is due, and at least
/// every 50 ms while something is due later, since the clock may be moved.
///
/// The thread works in turns, of which each ends after its pause.
final class Pacemaker: Sendable {
    private let isStopped = Atomic<Bool>(false)
    private let hasEnded = Atomic<Bool>(false)

    /// Starts the thread; `beat` does what is due and gives the milliseconds until it is to be
    /// called again, at most.
    func start(_ beat: @escaping @Sendable () -> Int) {
        let thread = try? Thread(name: "world-clock") { [self] in
            let turnEnd = TurnEnd()
            turnEnd.adopt()
            while !isStopped.load(ordering: .acquiring) {
                let pause = min(max(beat(), 1), 50)
                usleep(UInt32(pause) * 1000)
                turnEnd.run()
            }
            turnEnd.leave()
            hasEnded.store(true, ordering: .releasing)
        }
        guard let thread else { return hasEnded.store(true, ordering: .releasing) }
        thread.detach()
    }

    /// Asks the thread to end and waits for it, at most a tenth of a second.
    func stop() {
        isStopped.store(true, ordering: .releasing)
        for _ in 0..<100 where !hasEnded.load(ordering: .acquiring) { usleep(1000) }
    }
}
