public import Reactor
internal import Synchronization
public import TLS

/// Sends requests to other servers from the loops of a group, and keeps connections for the next.
///
/// No redirect is followed, no environment is looked at, and nothing is sent twice that may have been
/// read, unless sending it twice is the same as sending it once.
public final class HTTPClient: Sendable {
    private let pools: [ClientPool]
    private let turn = Atomic<Int>(0)

    /// Prepares a client; `tls` is the trust of requests that bring none of their own,
    /// nil for the system's authorities.
    public init(
        group: EventLoopGroup,
        resolver: Resolver,
        tls: TLSContext? = nil,
        limits: Limits = Limits()
    ) {
        pools = group.loops.map { ClientPool($0, resolver, tls, limits) }
    }

    /// The loops that requests are sent from; a task that prefers one of them is not moved about.
    public var loops: [EventLoop] { pools.map(\.loop) }

    /// Sends a request and gives the whole answer; callable from any task.
    ///
    /// A task that already runs on one of the loops stays there. Cancelling the task closes the
    /// connection.
    ///
    /// - Throws: ``HTTPClientError``; ask it whether the request may have been read.
    public func send(
        _ request: OutgoingRequest
    ) async throws(HTTPClientError) -> IncomingResponse {
        let pool = pool()
        let outcome: Result<IncomingResponse, HTTPClientError>
        if pool.loop.isPreferred {
            outcome = await pool.perform(request)
        } else {
            outcome = await withTaskExecutorPreference(pool.loop) { await pool.perform(request) }
        }
        return try outcome.get()
    }

    private func pool() -> ClientPool {
        if let own = pools.first(where: { $0.loop.isCurrent }) { return own }
        let number = turn.wrappingAdd(1, ordering: .relaxed).oldValue
        return pools[Int(UInt(bitPattern: number) % UInt(pools.count))]
    }
}

extension EventLoop {
    /// Whether the present task prefers this loop already, so that its code runs nowhere else.
    fileprivate var isPreferred: Bool {
        withUnsafeCurrentTask { $0?.unownedTaskExecutor == asUnownedTaskExecutor() }
    }
}
