internal import CLinux
internal import Glibc
internal import Observability
internal import Synchronization

/// One thread around one epoll: descriptors, timers and Swift tasks, all served in turn.
///
/// It is a serial executor (an actor can be pinned to it) and a task executor
/// (`Task(executorPreference: loop)`). With nothing to do it blocks in the kernel. Whatever is run on
/// it must not block.
public final class EventLoop: @unchecked Sendable {
    // Unchecked because the stored variables are reached only on the loop's own thread; what other
    // threads may touch is `inbox` (a lock), the atomics and the thread-safe eventfd.

    /// The name that debuggers show for the thread.
    public let name: String

    /// A read buffer of 64 KiB that belongs to whoever runs on the loop, until the next await.
    public let scratch: UnsafeMutableRawBufferPointer

    let epoll: Descriptor
    var handlers = HandlerTable()
    var timers: TimerWheel
    var now: Int
    private let date = DateField()
    private var queued: [Work] = []
    private var spare: [Work] = []
    private let events: UnsafeMutableBufferPointer<epoll_event>

    /// What runs on the loop puts off until its turn is over.
    private let turnEnd = TurnEnd()
    private let alarm: Descriptor
    private let inbox = Lock<[Work]>([])
    private let stopping = Atomic<Bool>(false)
    private let owner = Atomic<UInt>(0)
    private let thread = Lock<Thread?>(nil)

    /// What waits for its turn on the loop.
    enum Work: Sendable {
        case job(UnownedJob)
        case closure(@Sendable () -> Void)
    }

    /// The token of the descriptor that wakes the loop; no registration has it.
    private static let alarmToken = UInt64.max

    /// Makes the loop's descriptors; work may be queued before ``start()``.
    public init(name: String) throws(ReactorError) {
        self.name = name
        epoll = try Descriptor(checking: epoll_create1(Int32(EPOLL_CLOEXEC)), "epoll_create1")
        alarm = try Descriptor(
            checking: eventfd(0, Int32(EFD_NONBLOCK) | Int32(EFD_CLOEXEC)),
            "eventfd"
        )
        var event = epoll_event()
        event.events = EPOLLIN.rawValue
        event.data.u64 = Self.alarmToken
        guard epoll_ctl(epoll.raw, EPOLL_CTL_ADD, alarm.raw, &event) == 0 else {
            throw ReactorError.last("epoll_ctl")
        }
        now = Clock.monotonicMilliseconds
        timers = TimerWheel(now: now)
        scratch = .allocate(byteCount: 65_536, alignment: 16)
        scratch.initializeMemory(as: UInt8.self, repeating: 0)
        events = .allocate(capacity: 256)
        events.initialize(repeating: epoll_event())
    }

    deinit {
        scratch.deallocate()
        events.deallocate()
    }

    /// Starts the thread; a second call does nothing.
    public func start() throws(ReactorError) {
        try thread.withLock { (thread) throws(ReactorError) in
            guard thread == nil else { return }
            thread = try Thread.started(name: name) { [self] in run() }
        }
    }

    /// Asks the thread to end once the work queued so far is done, and returns at once.
    ///
    /// Handlers are dropped without a call and timers do not fire. Work queued after the end never
    /// runs, so stop the loops after everything that uses them.
    public func stop() {
        stopping.store(true, ordering: .releasing)
        wake()
    }

    /// Waits for the thread's end, which ``stop()`` brings about; never to be called on the loop.
    public func join() {
        precondition(!isCurrent, "A loop cannot wait for its own end.")
        let ended = thread.withLock { thread in
            defer { thread = nil }
            return thread
        }
        ended?.join()
    }

    /// Whether the caller runs on the loop's thread.
    public var isCurrent: Bool { owner.load(ordering: .relaxed) == Thread.current }

    /// Runs the closure on the loop, after what is queued there already; callable from any thread.
    public func execute(_ work: @escaping @Sendable () -> Void) { submit(.closure(work)) }

    /// Milliseconds on the monotonic clock, read once per turn of the loop; for the loop's thread.
    public var nowMilliseconds: Int { now }

    /// The value of the `Date` field, 29 bytes, written anew once a second; for the loop's thread.
    public var dateField: DateText { date.value(now: now) }

    /// Queues work, waking the thread only when it is another one and its inbox was empty.
    func submit(_ work: Work) {
        if isCurrent {
            queued.append(work)
            return
        }
        let wasEmpty = inbox.withLock { inbox in
            inbox.append(work)
            return inbox.count == 1
        }
        if wasEmpty { wake() }
    }

    private func wake() {
        var one: UInt64 = 1
        _ = Glibc.write(alarm.raw, &one, MemoryLayout<UInt64>.size)
    }

    private func run() {
        owner.store(Thread.current, ordering: .relaxed)
        // Until the loop has ended, its home holds on to it.
        turnEnd.adopt(home: Home { work in self.execute(work) })
        while !stopping.load(ordering: .acquiring) { turn() }
        // Bounded, or a task that always has something more to do would keep the thread for ever.
        for _ in 0..<1024 {
            collectInbox()
            if queued.isEmpty { break }
            runQueued()
        }
        turnEnd.leave()
        handlers.removeAll()
        timers = TimerWheel(now: now)
        owner.store(0, ordering: .relaxed)
    }

    /// One turn: wait, hear of descriptors, run what is queued, fire timers, do what was put off.
    private func turn() {
        let wait = queued.isEmpty ? (timers.delay(now: now) ?? -1) : 0
        let count = epoll_wait(epoll.raw, events.baseAddress, Int32(events.count), Int32(wait))
        precondition(count >= 0 || errno == EINTR, "epoll_wait failed")
        now = Clock.monotonicMilliseconds
        for index in 0..<Int(max(0, count)) {
            let event = events[index]
            if event.data.u64 == Self.alarmToken {
                collectInbox()
            } else if let handler = handlers.handler(token: event.data.u64) {
                handler.ready(Readiness(mask: event.events))
            }
        }
        runQueued()
        fireTimers()
        turnEnd.run()
    }

    /// Quiets the alarm before looking into the inbox, so that nothing put there later is missed.
    private func collectInbox() {
        var count: UInt64 = 0
        _ = Glibc.read(alarm.raw, &count, MemoryLayout<UInt64>.size)
        let arrived = inbox.withLock { inbox in
            defer { inbox = [] }
            return inbox
        }
        queued.append(contentsOf: arrived)
    }

    /// Runs what is queued and what that queues, in rounds, but lets descriptors have their turn.
    private func runQueued() {
        for _ in 0..<16 where !queued.isEmpty {
            var batch = spare
            swap(&batch, &queued)
            for work in batch {
                switch work {
                case .job(let job): run(job)
                case .closure(let closure): closure()
                }
            }
            batch.removeAll(keepingCapacity: true)
            spare = batch
        }
    }

    private func fireTimers() {
        for node in timers.takeDue(now: now) where node.place == .due {
            node.place = .none
            node.action?()
        }
    }
}
