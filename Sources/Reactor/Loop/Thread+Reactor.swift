internal import Glibc
internal import Observability

extension Thread {
    /// Starts a thread; a failure is one of this module.
    static func started(
        name: String,
        _ body: @escaping @Sendable () -> Void
    ) throws(ReactorError) -> Thread {
        do throws(StartFailure) { return try Thread(name: name, body) } catch {
            throw ReactorError(operation: "pthread_create", code: error.code)
        }
    }

    /// The running thread's identity; never 0.
    static var current: UInt { UInt(pthread_self()) }
}
