internal import Observability
internal import Reactor

/// What the connections of one loop share: buffers, figures, and who is there.
// Unchecked because every member that changes is reached only on the thread of `loop`.
final class ServerLoop: @unchecked Sendable {
    let loop: EventLoop
    let handler: any HTTPHandler
    let limits: Limits
    let times: ServerTimes
    let statistics: ServerStatistics
    let bodies: BodyBudget
    let streams: StreamPlaces
    let log: Log
    var compression = ResponseCompression()
    var reserve = DescriptorReserve()
    let plaintext = PlaintextBuffer()
    let heads = HeadCache()
    /// Whether bytes that came are being read right now, of whichever connection: what it was that
    /// sent them lies in the loop's buffer, so nobody may read others meanwhile.
    var isReading = false
    private(set) var isDraining = false
    private var listeners: [Listener] = []
    private var connections: [ObjectIdentifier: ServerConnection] = [:]
    private var output: [UInt8] = []
    private var waitsForDrain: [@Sendable () -> Void] = []

    init(
        loop: EventLoop,
        handler: any HTTPHandler,
        limits: Limits,
        statistics: ServerStatistics,
        bodies: BodyBudget,
        streams: StreamPlaces,
        log: Log
    ) {
        self.loop = loop
        self.handler = handler
        self.limits = limits
        self.statistics = statistics
        self.bodies = bodies
        self.streams = streams
        self.log = log
        times = ServerTimes(limits)
    }

    /// The loop's monotonic clock, in milliseconds.
    var now: Int { loop.nowMilliseconds }

    /// Lends the buffer that answers are written into; it comes back with ``giveBack(_:)``.
    func takeOutput() -> [UInt8] {
        var buffer: [UInt8] = []
        swap(&buffer, &output)
        return buffer
    }

    /// Keeps the buffer for the next answer, unless this one made it large.
    func giveBack(_ buffer: inout [UInt8]) {
        guard buffer.capacity <= 256 * 1024 else { return }
        buffer.removeAll(keepingCapacity: true)
        swap(&buffer, &output)
    }

    func listen(_ listener: Listener) {
        listeners.append(listener)
        listener.resume()
    }

    /// Serves connections that come from now on with new certificates.
    func reload(_ settings: [ListenerSettings]) {
        for (listener, new) in zip(listeners, settings) { listener.settings = new }
    }

    func remember(_ connection: ServerConnection) {
        connections[ObjectIdentifier(connection)] = connection
    }

    func forget(_ connection: ServerConnection) {
        guard connections.removeValue(forKey: ObjectIdentifier(connection)) != nil else { return }
        statistics.closed(isReserve: connection.flags.contains(.isReserve), connection.peer.ip)
        reportIfDrained()
    }
}

extension ServerLoop {
    /// Takes what is queued, listens no more, ends what is idle, and lets running requests finish.
    ///
    /// After so many milliseconds whatever is left is closed.
    func drain(within milliseconds: Int) {
        guard !isDraining else { return }
        for listener in listeners { listener.acceptAll() }
        isDraining = true
        for listener in listeners { listener.close() }
        listeners = []
        for connection in connections.values { connection.drain() }
        loop.schedule(after: milliseconds) { [weak self] in self?.closeAll() }
        reportIfDrained()
    }

    /// Calls back once no connection is left; at once if none is.
    func whenDrained(_ report: @escaping @Sendable () -> Void) {
        waitsForDrain.append(report)
        reportIfDrained()
    }

    private func closeAll() {
        for connection in connections.values { connection.close() }
    }

    private func reportIfDrained() {
        guard isDraining, connections.isEmpty, !waitsForDrain.isEmpty else { return }
        let reports = waitsForDrain
        waitsForDrain = []
        for report in reports { report() }
    }
}

extension ServerConnection {
    /// How long a client that was accepted just before the end has to send its request.
    private static let freshGrace = 1000

    /// Ends the connection if it is idle, and has it end after the present request if not; a stream
    /// has no end of its own to wait for.
    func drain() {
        concludeStream()
        // A request may have come that nobody looked at yet.
        flags.insert(.mayRead)
        pump()
        guard isIdle else { return }
        guard flags.contains(.isFresh) else { return linger() }
        setPhaseDeadline(min(Self.freshGrace, shared.times.head))
    }
}
