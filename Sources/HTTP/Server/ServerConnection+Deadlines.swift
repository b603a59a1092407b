internal import Reactor

extension ServerConnection {
    /// Gives the present phase so many milliseconds from now.
    func setPhaseDeadline(_ time: Int) {
        phaseDeadline = shared.now + time
        armTimer()
    }

    /// Gives the client a while to read some of what is queued.
    func setWriteDeadline() {
        writeDeadline = shared.now + shared.times.write
        armTimer()
    }

    /// A body may pause so long, and must be so fast over a window; whichever ends first counts.
    func setBodyDeadline(_ request: IncomingRequest) {
        let pauseEnd = request.lastByte + shared.times.bodyPause
        let windowEnd = request.windowStart + shared.times.bodyWindow
        phaseDeadline = min(pauseEnd, windowEnd)
        armTimer()
    }

    private func armTimer() {
        let deadline = min(phaseDeadline, writeDeadline)
        guard deadline != .max else { return shared.loop.disarm(timer) }
        shared.loop.arm(timer, after: deadline - shared.now)
    }

    /// Obeys whichever deadline has passed, and arms the timer for the next.
    func deadlinePassed() {
        if shared.now >= writeDeadline { return reset() }
        if shared.now >= phaseDeadline { phaseTimedOut() }
        if case .closed = phase { return }
        armTimer()
    }

    private func phaseTimedOut() {
        switch phase {
        case .handshake, .lingering: close()
        case .head:
            guard let partialHead else { return endIdle() }
            refuse(
                HTTPParseError(408, "the header section took too long"),
                partialHead.parser.headSoFar
            )
        case .body(let request): checkSpeed(request)
        case .answering(let exchange): abandon(exchange)
        case .closed: break
        }
    }

    private func endIdle() {
        guard backlog == nil else {
            phaseDeadline = .max
            return
        }
        close()
    }

    private func checkSpeed(_ request: IncomingRequest) {
        let pause = shared.now - request.lastByte
        let isWindowOver = shared.now - request.windowStart >= shared.times.bodyWindow
        let isSlow = isWindowOver && request.windowBytes < shared.times.bodyWindowBytes
        guard pause < shared.times.bodyPause, !isSlow else {
            guard request.ticket != nil else { return linger() }
            return refuse(HTTPParseError(408, "the body took too long"), request.head)
        }
        if isWindowOver {
            request.windowStart = shared.now
            request.windowBytes = 0
        }
        setBodyDeadline(request)
    }
}
