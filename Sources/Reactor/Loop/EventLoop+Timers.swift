/// All of these are for the loop's own thread. Delays are in milliseconds from this turn of the loop,
/// are never cut short, and may end up to one tick of the wheel late.
extension EventLoop {
    /// Arms the node, or moves its deadline; moving it later costs next to nothing.
    public func arm(_ node: TimerNode, after milliseconds: Int) {
        preconditionOnLoop()
        // A year is forever here, and keeps the sum from overflowing.
        let delay = min(max(0, milliseconds), 31_536_000_000)
        // By far the most deadlines are moved later: then the wheel is not even touched, for each touch
        // is checked for exclusive access.
        if !node.postpone(to: now + delay) { timers.arm(node, deadline: now + delay) }
    }

    /// Disarms the node; one that is not armed is left alone.
    public func disarm(_ node: TimerNode) {
        preconditionOnLoop()
        timers.disarm(node)
    }

    /// Runs the closure once after the delay.
    @discardableResult
    public func schedule(after milliseconds: Int, _ action: @escaping () -> Void) -> TimerToken {
        let node = TimerNode(action: action)
        arm(node, after: milliseconds)
        return TimerToken(node: node)
    }

    /// Takes back a scheduled closure; one that has run is left alone.
    public func cancel(_ token: TimerToken) {
        disarm(token.node)
        token.node.action = nil
    }
}
