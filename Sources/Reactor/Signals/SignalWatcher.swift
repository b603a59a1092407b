internal import Glibc
internal import Observability

/// The signals a server is told its life's turns by.
public enum Signal: Sendable, CaseIterable {
    /// SIGTERM: end in good order.
    case terminate
    /// SIGINT: the same, from a keyboard.
    case interrupt
    /// SIGHUP: read certificates again.
    case hangUp

    var number: Int32 {
        switch self {
        case .terminate: SIGTERM
        case .interrupt: SIGINT
        case .hangUp: SIGHUP
        }
    }
}

/// Hears signals on a thread of its own, so that a busy loop cannot delay them.
///
/// Make it first thing in `main`, before any other thread: the signals are blocked for the calling
/// thread and for those it starts from then on. It lives as long as the process.
public struct SignalWatcher: Sendable {
    private let thread: Thread

    /// Blocks the signals and calls the handler with each one, one at a time, on the watcher's
    /// thread.
    ///
    /// - Throws: ``ReactorError`` when the signals cannot be blocked or no thread can be started.
    public init(
        _ signals: Set<Signal> = Set(Signal.allCases),
        handler: @escaping @Sendable (Signal) -> Void
    ) throws(ReactorError) {
        var mask = sigset_t()
        sigemptyset(&mask)
        for signal in signals { sigaddset(&mask, signal.number) }
        let code = pthread_sigmask(SIG_BLOCK, &mask, nil)
        guard code == 0 else { throw ReactorError(operation: "pthread_sigmask", code: code) }
        thread = try Thread.started(name: "signals") { [mask] in
            var mask = mask
            var number: Int32 = 0
            while sigwait(&mask, &number) == 0 {
                if let signal = signals.first(where: { $0.number == number }) { handler(signal) }
            }
        }
        thread.detach()
    }

    /// Makes writing to a peer that is gone an error of that write instead of the process's end.
    public static func ignoreBrokenPipes() { Glibc.signal(SIGPIPE, SIG_IGN) }

    /// Delivers a signal to the watcher alone.
    package func send(_ signal: Signal) { thread.signal(signal.number) }
}
