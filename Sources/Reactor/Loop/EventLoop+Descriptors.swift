internal import CLinux
internal import Glibc

/// All of these are for the loop's own thread; calling them elsewhere is a mistake of ours and stops
/// the process.
extension EventLoop {
    /// Hears of a descriptor's readiness from the next turn on; the handler is retained until
    /// ``deregister(_:)``.
    ///
    /// - Throws: ``ReactorError`` when the kernel refuses the descriptor.
    public func register(
        _ descriptor: Int32,
        _ interest: Interest,
        _ handler: any EventHandler
    ) throws(ReactorError) {
        preconditionOnLoop()
        precondition(descriptor >= 0, "A descriptor is never negative.")
        let token = handlers.insert(handler, for: descriptor)
        do throws(ReactorError) {
            try control(EPOLL_CTL_ADD, descriptor, interest, token)
        } catch {
            handlers.remove(descriptor)
            throw error
        }
    }

    /// Hears of the descriptor no more, not even of events that are waiting; call it before closing.
    ///
    /// A descriptor that is not registered is left alone.
    public func deregister(_ descriptor: Int32) {
        preconditionOnLoop()
        guard handlers.contains(descriptor) else { return }
        handlers.remove(descriptor)
        epoll_ctl(epoll.raw, EPOLL_CTL_DEL, descriptor, nil)
    }

    func preconditionOnLoop() {
        precondition(isCurrent, "Only the loop's own thread may do this.")
    }

    private func control(
        _ operation: Int32,
        _ descriptor: Int32,
        _ interest: Interest,
        _ token: UInt64
    ) throws(ReactorError) {
        var event = epoll_event()
        event.events = interest.mask
        event.data.u64 = token
        guard epoll_ctl(epoll.raw, operation, descriptor, &event) == 0 else {
            throw ReactorError.last("epoll_ctl")
        }
    }
}
