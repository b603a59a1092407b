internal import Glibc
internal import Synchronization

/// The server's loops, handed out in turn.
public final class EventLoopGroup: Sendable {
    /// The loops, at least one.
    public let loops: [EventLoop]
    private let turn = Atomic<Int>(0)

    /// Makes the loops, by default one per processor and at most four.
    public init(count: Int = EventLoopGroup.defaultCount) throws(ReactorError) {
        precondition(count > 0, "A group needs a loop.")
        var loops: [EventLoop] = []
        for index in 0..<count { loops.append(try EventLoop(name: "loop-\(index)")) }
        self.loops = loops
    }

    /// One per processor, at most four.
    public static var defaultCount: Int { min(4, max(1, sysconf(Int32(_SC_NPROCESSORS_ONLN)))) }

    /// The next loop in turn; callable from any thread.
    public func next() -> EventLoop {
        let number = turn.wrappingAdd(1, ordering: .relaxed).oldValue
        return loops[Int(UInt(bitPattern: number) % UInt(loops.count))]
    }

    /// Starts every loop's thread.
    public func start() throws(ReactorError) {
        for loop in loops { try loop.start() }
    }

    /// Asks every loop to end and waits for all; never to be called on one of them.
    public func stop() {
        for loop in loops { loop.stop() }
        for loop in loops { loop.join() }
    }
}
