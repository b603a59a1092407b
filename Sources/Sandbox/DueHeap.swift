internal import Canonical

/// What is due when: a binary heap, first come first served among equal moments.
///
/// The heap itself moves small plain nodes; what is due lies still beside it.
struct DueHeap<Payload> {
    private struct Node {
        let due: Int64
        let order: UInt64
        let slot: Int

        func precedes(_ other: Node) -> Bool {
            due != other.due ? due < other.due : order < other.order
        }
    }

    private var nodes: [Node] = []
    private var slots: [Payload?] = []
    private var free: [Int] = []
    private var nextOrder: UInt64 = 0

    /// How many things are due some time.
    var count: Int { nodes.count }

    /// The first moment at which something is due.
    var first: Timestamp? { nodes.first.map { Timestamp(milliseconds: $0.due) } }

    /// Adds something that is due at that moment.
    mutating func push(_ payload: Payload, due: Timestamp) {
        let slot: Int
        if let reused = free.popLast() {
            slot = reused
            slots[slot] = payload
        } else {
            slot = slots.count
            slots.append(payload)
        }
        nodes.append(Node(due: due.milliseconds, order: nextOrder, slot: slot))
        nextOrder += 1
        rise(from: nodes.count - 1)
    }

    /// Takes the first thing that is due at or before that moment.
    mutating func pop(at now: Timestamp) -> (payload: Payload, due: Timestamp)? {
        guard let first = nodes.first, first.due <= now.milliseconds else { return nil }
        let payload = slots[first.slot]
        slots[first.slot] = nil
        free.append(first.slot)
        let last = nodes.removeLast()
        if nodes.isEmpty {
            releaseRoom()
        } else {
            nodes[0] = last
            sink()
        }
        return payload.map { ($0, Timestamp(milliseconds: first.due)) }
    }

    private mutating func releaseRoom() {
        let keepsRoom = slots.count <= 4096
        slots.removeAll(keepingCapacity: keepsRoom)
        free.removeAll(keepingCapacity: keepsRoom)
        nodes.removeAll(keepingCapacity: keepsRoom)
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
