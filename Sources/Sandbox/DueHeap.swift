internal import Canonical

/// What is due when, first come first served among equal moments.
///
/// What comes in the order of its moments waits in a row, as the receipts of sends mostly do; what
/// comes before the row's end goes into a binary heap. Both move small plain nodes; what is due lies
/// still beside them.
struct DueHeap<Payload> {
    private struct Node {
        let due: Int64
        let order: UInt64
        let slot: Int

        func precedes(_ other: Node) -> Bool {
            due != other.due ? due < other.due : order < other.order
        }
    }

    private var row: [Node] = []
    /// Where the row begins; what lies before was taken.
    private var rowStart = 0
    private var nodes: [Node] = []
    private var slots: [Payload?] = []
    private var free: [Int] = []
    private var nextOrder: UInt64 = 0

    /// How many things are due some time.
    var count: Int { row.count - rowStart + nodes.count }

    /// The first moment at which something is due.
    var first: Timestamp? {
        guard rowStart < row.count else {
            return nodes.first.map { Timestamp(milliseconds: $0.due) }
        }
        let due = row[rowStart].due
        return Timestamp(milliseconds: nodes.isEmpty ? due : min(due, nodes[0].due))
    }

    /// Adds something that is due at that moment.
    mutating func push(_ payload: Payload, due: Timestamp) {
        let node = Node(due: due.milliseconds, order: nextOrder, slot: place(payload))
        nextOrder += 1
        if rowStart == row.count || row[row.count - 1].due <= node.due {
            row.append(node)
        } else {
            nodes.append(node)
            rise(from: nodes.count - 1)
        }
    }

    /// Takes the first thing that is due at or before that moment.
    mutating func pop(at now: Timestamp) -> (payload: Payload, due: Timestamp)? {
        guard let first, first <= now else { return nil }
        let isInRow = rowStart < row.count && (nodes.isEmpty || row[rowStart].precedes(nodes[0]))
        let slot = isInRow ? takeFromRow() : takeFromHeap()
        let payload = slots[slot].take()
        free.append(slot)
        if count == 0 { releaseRoom() }
        return payload.map { ($0, first) }
    }

    /// Lays something into a slot of its own.
    private mutating func place(_ payload: Payload) -> Int {
        guard let slot = free.popLast() else {
            slots.append(payload)
            return slots.count - 1
        }
        slots[slot] = payload
        return slot
    }

    private mutating func takeFromRow() -> Int {
        let slot = row[rowStart].slot
        rowStart += 1
        // What was taken gives its room back now and then, so that each node moves once at most.
        if rowStart > 1024, rowStart > row.count / 2 {
            row.removeFirst(rowStart)
            rowStart = 0
        }
        return slot
    }

    private mutating func takeFromHeap() -> Int {
        let slot = nodes[0].slot
        let last = nodes.removeLast()
        if !nodes.isEmpty {
            nodes[0] = last
            sink()
        }
        return slot
    }

    private mutating func releaseRoom() {
        let keepsRoom = slots.count <= 4096
        slots.removeAll(keepingCapacity: keepsRoom)
        free.removeAll(keepingCapacity: keepsRoom)
        nodes.removeAll(keepingCapacity: keepsRoom)
        row.removeAll(keepingCapacity: keepsRoom)
        rowStart = 0
    }

    private mutating func rise(from start: Int) {
        var index = start
        let node = nodes[index]
        while index > 0 {
            let parent = (index - 1) / 2
            guard node.precedes(nodes[parent]) else { break }
            nodes[index] = nodes[parent]
            index = parent
        }
        nodes[index] = node
    }

    private mutating func sink() {
        var index = 0
        let node = nodes[index]
        while true {
            var child = 2 * index + 1
            guard child < nodes.count else { break }
            if child + 1 < nodes.count, nodes[child + 1].precedes(nodes[child]) { child += 1 }
            guard nodes[child].precedes(node) else { break }
            nodes[index] = nodes[child]
            index = child
        }
        nodes[index] = node
    }
}
