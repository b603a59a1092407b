internal import Reactor

extension ServerConnection {
    /// Waits for the next request.
    func enterHead() {
        if case .closed = phase { return }
        phase = .head
        setPhaseDeadline(shared.times.idle)
    }

    /// The client sends no more: what is whole is answered, what was cut short is not acted upon.
    func finishInput() {
        flags.insert(.inputEnded)
        switch phase {
        case .answering, .closed: break
        case .handshake: close()
        case .lingering: if backlog == nil { close() }
        case .head where isClogged: break
        case .head, .body: backlog == nil ? close() : linger()
        }
    }

    /// Ends the connection such that the last answer arrives.
    ///
    /// The output is ended once it is flushed, and what the client still sends is dropped for a
    /// while: closing with unread bytes would reset the connection, and swallow the answer.
    func linger() {
        if case .closed = phase { return }
        phase = .lingering
        partialHead = nil
        if !flags.contains(.isReading) { stored = [] }
        phaseDeadline = .max
        backlog == nil ? endOutput() : flags.formUnion(.closesWhenFlushed)
    }

    /// The last byte is out: says so, and gives the client a while to be done as well.
    func endOutput() {
        flags.remove(.closesWhenFlushed)
        if case .closed = phase { return }
        sealEnd()
        guard backlog == nil else { return flags.formUnion(.closesWhenFlushed) }
        guard !flags.contains(.inputEnded) else { return close() }
        descriptor?.shutdownWriting()
        setPhaseDeadline(shared.times.linger)
        if !flags.contains(.isReading) { pump() }
    }

    /// Closes at once, with a reset, so that nothing half sent looks whole.
    func reset() {
        descriptor?.setResetOnClose()
        close()
    }

    /// Closes at once and lets go of everything; closing twice changes nothing.
    func close() {
        if case .closed = phase { return }
        if case .answering(let exchange) = phase {
            exchange.task?.cancel()
            exchange.waitingWriter?.resume(returning: false)
            exchange.waitingWriter = nil
            exchange.place = nil
        }
        phase = .closed
        stored = []
        backlog = nil
        partialHead = nil
        shared.loop.disarm(timer)
        timer.action = nil
        shared.loop.deregister(socket)
        descriptor = nil
        shared.forget(self)
    }
}
