internal import CLinux
internal import Glibc

/// One POSIX thread that runs a closure to its end.
struct Thread: Sendable {
    private let handle: pthread_t

    /// Starts the thread; `name` is what debuggers show, cut to 15 bytes.
    init(name: String, _ body: @escaping @Sendable () -> Void) throws(ReactorError) {
        let start = Start(name: name, body: body)
        var handle = pthread_t()
        let context = Unmanaged.passRetained(start)
        let code = pthread_create(
            &handle,
            nil,
            { raw in
                guard let raw else { return nil }
                let start = Unmanaged<Start>.fromOpaque(raw).takeRetainedValue()
                clinux_name_thread(start.name)
                start.body()
                return nil
            },
            context.toOpaque()
        )
        guard code == 0 else {
            context.release()
            throw ReactorError(operation: "pthread_create", code: code)
        }
        self.handle = handle
    }

    /// Waits for the thread's end; to be called once, or ``detach()`` instead.
    func join() { pthread_join(handle, nil) }

    /// Lets the thread clean up after itself.
    func detach() { pthread_detach(handle) }

    /// Sends a signal to this thread alone.
    func signal(_ number: Int32) { pthread_kill(handle, number) }

    /// The running thread's identity; never 0.
    static var current: UInt { UInt(pthread_self()) }

    private final class Start: Sendable {
        let name: String
        let body: @Sendable () -> Void

        init(name: String, body: @escaping @Sendable () -> Void) {
            self.name = name
            self.body = body
        }
    }
}
