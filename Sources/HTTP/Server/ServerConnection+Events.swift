internal import Reactor

extension ServerConnection: EventHandler {
    /// How long somebody who may use the reserve has to say so, in milliseconds.
    ///
    /// Otherwise whoever fills the server with idle connections would fill the reserve as well.
    private static let reserveGrace = 1000

    /// Begins to hear of the socket; false when the kernel refuses it.
    func open() -> Bool {
        do { try shared.loop.register(socket, .connection, self) } catch { return false }
        timer.action = { [unowned self] in deadlinePassed() }
        let patience = seal == nil ? shared.times.head : shared.times.handshake
        setPhaseDeadline(flags.contains(.isReserve) ? min(patience, Self.reserveGrace) : patience)
        return true
    }

    /// Writes what waits and reads what came.
    func ready(_ events: Readiness) {
        let isGone = events.contains(.peerClosed) && leavesStream
        if events.contains(.peerClosed) { flags.insert(.endWaits) }
        if events.contains(.readable) { flags.insert(.mayRead) }
        if events.contains(.writable), let backlog { pushBacklog(backlog) }
        // While an answer is made nobody reads, so a reset would go unnoticed and the work go on.
        if events.contains(.failed), case .answering = phase { return close() }
        if isGone { return close() }
        pump()
    }

    /// Whether an end that shows now means that nobody listens to the stream any more.
    ///
    /// One that showed earlier is a client that half-closed behind its request and still reads.
    private var leavesStream: Bool {
        guard case .answering(let exchange) = phase else { return false }
        return exchange.isStreaming && !flags.contains(.endWaits)
    }

    /// Reads while the socket may have bytes and the phase wants them.
    ///
    /// After a short read the socket is empty, and says so itself when it is not; asking again would
    /// cost a call per request. A long body lets the loop's other connections have their turn.
    func pump() {
        for _ in 0..<4 {
            guard flags.contains(.mayRead), wantsInput else { return }
            let scratch = shared.loop.scratch
            switch Descriptor.read(socket, into: scratch) {
            case .bytes(let count):
                if count < scratch.count, !flags.contains(.endWaits) { flags.remove(.mayRead) }
                arrived(UnsafeRawBufferPointer(rebasing: scratch[..<count]))
            case .endOfStream:
                flags.remove(.mayRead)
                finishInput()
            case .wouldBlock: flags.remove(.mayRead)
            case .failed: close()
            }
        }
        shared.loop.execute { [self] in pump() }
    }

    /// Whether bytes that came now could be used.
    private var wantsInput: Bool {
        switch phase {
        case .head: !isClogged
        case .handshake, .body, .lingering: true
        case .answering, .closed: false
        }
    }

    private func arrived(_ bytes: UnsafeRawBufferPointer) {
        guard seal == nil else { return arrivedSealed(bytes) }
        bytes.withMemoryRebound(to: UInt8.self) { received($0.span) }
    }
}
