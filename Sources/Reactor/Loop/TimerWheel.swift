/// A hashed timer wheel: arming, disarming and pushing a deadline forward are O(1).
///
/// A node never fires early and fires at most one tick late. A deadline beyond the wheel's span
/// waits in the last slot and is looked at once per turn of the wheel.
struct TimerWheel {
    /// Milliseconds per slot.
    static let tickLength = 32
    /// Slots in the wheel, a power of two: a span of about 33 seconds.
    static let slotCount = 1024

    private var slots: [[TimerNode]] = Array(repeating: [], count: slotCount)
    private var occupied = [UInt64](repeating: 0, count: slotCount / 64)
    private var lastTick: Int
    private(set) var count = 0

    /// Starts empty at the given time in milliseconds.
    init(now: Int) { lastTick = now / Self.tickLength }

    /// Arms the node, or moves its deadline when it is armed already.
    mutating func arm(_ node: TimerNode, deadline: Int) {
        guard !node.postpone(to: deadline) else { return }
        disarm(node)
        node.deadline = deadline
        insert(node)
    }

    /// Disarms the node; one that is not armed is left alone.
    mutating func disarm(_ node: TimerNode) {
        guard case .slot(let tick, let position) = node.place else {
            node.place = .none
            return
        }
        let slot = tick & (Self.slotCount - 1)
        let last = slots[slot].removeLast()
        if last !== node {
            slots[slot][position] = last
            last.place = .slot(tick: tick, position: position)
        }
        if slots[slot].isEmpty { mark(slot, occupied: false) }
        node.place = .none
        count -= 1
    }

    /// Takes out the nodes that are due, earliest first, marked `.due` until the caller fires them.
    mutating func takeDue(now: Int) -> [TimerNode] {
        let first = lastTick + 1
        let current = now / Self.tickLength
        guard current >= first else { return [] }
        lastTick = current
        guard count > 0 else { return [] }
        var due: [TimerNode] = []
        for node in takeNodes(ofTicks: first...min(current, first + Self.slotCount - 1)) {
            if node.deadline <= now {
                node.place = .due
                due.append(node)
            } else {
                insert(node)
            }
        }
        due.sort { $0.deadline < $1.deadline }
        return due
    }

    /// Milliseconds until some node may be due; nil when none is armed.
    func delay(now: Int) -> Int? {
        guard count > 0 else { return nil }
        var tick = lastTick + 1
        while tick < lastTick + 1 + Self.slotCount {
            let slot = tick & (Self.slotCount - 1)
            let rest = occupied[slot / 64] >> UInt64(slot % 64)
            if rest != 0 {
                return max(0, (tick + rest.trailingZeroBitCount) * Self.tickLength - now)
            }
            tick += 64 - slot % 64
        }
        return Self.tickLength
    }

    private mutating func insert(_ node: TimerNode) {
        let furthest = lastTick + Self.slotCount - 1
        let tick = min(max(Self.tick(of: node.deadline), lastTick + 1), furthest)
        let slot = tick & (Self.slotCount - 1)
        node.place = .slot(tick: tick, position: slots[slot].count)
        slots[slot].append(node)
        mark(slot, occupied: true)
        count += 1
    }

    private mutating func takeNodes(ofTicks ticks: ClosedRange<Int>) -> [TimerNode] {
        var taken: [TimerNode] = []
        for tick in ticks {
            let slot = tick & (Self.slotCount - 1)
            guard !slots[slot].isEmpty else { continue }
            taken.append(contentsOf: slots[slot])
            slots[slot].removeAll(keepingCapacity: true)
            mark(slot, occupied: false)
        }
        count -= taken.count
        return taken
    }

    private mutating func mark(_ slot: Int, occupied isOccupied: Bool) {
        let bit: UInt64 = 1 << UInt64(slot % 64)
        if isOccupied { occupied[slot / 64] |= bit } else { occupied[slot / 64] &= ~bit }
    }

    fileprivate static func tick(of deadline: Int) -> Int {
        (deadline + tickLength - 1) / tickLength
    }
}

extension TimerNode {
    /// Moves the deadline of a node that is armed; false when it would have to be looked at earlier.
    func postpone(to deadline: Int) -> Bool {
        guard case .slot(let tick, _) = place, TimerWheel.tick(of: deadline) >= tick else {
            return false
        }
        self.deadline = deadline
        return true
    }
}
