public import Observability
public import Reactor
public import TLS

/// Where a server listens.
public struct ListenerConfiguration: Sendable {
    /// The address; port 0 lets the system choose one.
    public let address: SocketAddress
    /// The certificates, nil for plain HTTP.
    public let tls: TLSContext?

    /// Joins an address and its certificates.
    public init(address: SocketAddress, tls: TLSContext? = nil) {
        self.address = address
        self.tls = tls
    }
}

/// What a listener gives its connections, replaced when certificates are loaded anew.
struct ListenerSettings: Sendable {
    let tls: TLSContext?
}

/// An HTTP/1.1 server on every loop of a group, each with its own listeners.
public final class HTTPServer: Sendable {
    /// What the server has done so far.
    public let statistics: ServerStatistics
    private let loops: [ServerLoop]
    private let streams: StreamPlaces
    private let listeners: [ListenerConfiguration]

    /// Prepares a server; nothing listens before ``start()``.
    public init(
        group: EventLoopGroup,
        handler: any HTTPHandler,
        limits: Limits = Limits(),
        listeners: [ListenerConfiguration],
        log: Log
    ) {
        let bounded = limits.boundedByDescriptors()
        let statistics = ServerStatistics(countsAddresses: limits.connectionsPerAddress != nil)
        let bodies = BodyBudget(limit: bounded.bodiesBytes)
        let streams = StreamPlaces(limit: bounded.streams)
        self.statistics = statistics
        self.streams = streams
        self.listeners = listeners
        loops = group.loops.map {
            ServerLoop(
                loop: $0,
                handler: handler,
                limits: bounded,
                statistics: statistics,
                bodies: bodies,
                streams: streams,
                log: log
            )
        }
    }

    /// Answers in pieces that are on their way.
    package var streamCount: Int { streams.count }

    /// Listens on every address, and gives the addresses with the ports that were chosen.
    ///
    /// The group's loops must be running or be started later. To be called once; when it throws,
    /// nothing listens.
    public func start() throws(ReactorError) -> [SocketAddress] {
        var bound: [SocketAddress] = []
        var sockets: [Int32] = []
        do throws(ReactorError) {
            for listener in listeners {
                var address = listener.address
                for _ in loops {
                    let socket = try Descriptor.listen(on: address, reusePort: true)
                    address = socket.localAddress() ?? address
                    sockets.append(socket.release())
                }
                bound.append(address)
            }
        } catch {
            for raw in sockets { Descriptor(owning: raw).close() }
            throw error
        }
        handOut(sockets)
        return bound
    }

    private func handOut(_ sockets: [Int32]) {
        for (index, raw) in sockets.enumerated() {
            let shared = loops[index % loops.count]
            let settings = ListenerSettings(tls: listeners[index / loops.count].tls)
            shared.loop.execute {
                shared.listen(Listener(shared, owning: raw, settings: settings))
            }
        }
    }

    /// Serves connections that come from now on with these certificates, one for each listener.
    public func reload(tls contexts: [TLSContext?]) {
        let settings = contexts.map { ListenerSettings(tls: $0) }
        for shared in loops { shared.loop.execute { shared.reload(settings) } }
    }

    /// Ends in good order: no request that was begun is broken, unless it takes longer than this.
    ///
    /// Connections that wait to be accepted are served, idle ones are ended, and answers say
    /// `Connection: close`. Returns when no connection is left.
    public func drain(within time: Duration) async {
        let milliseconds = ServerTimes.milliseconds(time)
        for shared in loops { shared.loop.execute { shared.drain(within: milliseconds) } }
        for shared in loops {
            await withCheckedContinuation { continuation in
                shared.loop.execute { shared.whenDrained { continuation.resume() } }
            }
        }
    }
}
