/// A time-out that its owner keeps for life and arms again and again.
///
/// Confined to one loop. Moving an armed node's deadline later costs one store: the wheel looks at
/// the deadline when the node's turn comes and puts it back if it is not due.
public final class TimerNode {
    /// Runs on the loop's thread each time the deadline passes; the node is disarmed by then.
    ///
    /// Capture the node's owner weakly, or set this to nil when the owner ends.
    public var action: (() -> Void)?

    /// When the node is due, in the loop's milliseconds.
    public internal(set) var deadline = 0

    /// Where the wheel keeps a node.
    enum Place: Equatable {
        case none
        case slot(tick: Int, position: Int)
        case due
    }

    var place = Place.none

    /// Starts disarmed.
    public init(action: (() -> Void)? = nil) { self.action = action }
}

/// Names one scheduled action, to cancel it by.
public struct TimerToken {
    let node: TimerNode
}
