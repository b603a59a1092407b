import Canonical
import Testing

@testable import Sandbox

@Suite("What is due is given in its order")
struct DueHeapTests {
    /// What a heap gives one after the other at a moment, with the moments at which it was due.
    private func taken(_ heap: inout DueHeap<Int>, at now: Int64) -> [Taken] {
        var taken: [Taken] = []
        while let (payload, due) = heap.pop(at: Timestamp(milliseconds: now)) {
            taken.append(Taken(payload: payload, due: due.milliseconds))
        }
        return taken
    }

    private struct Taken: Equatable {
        let payload: Int
        let due: Int64
    }

    @Test(
        "by moments, and first come first served among equal ones",
        arguments: [
            [1, 2, 3, 4, 5], [5, 4, 3, 2, 1], [3, 3, 3, 3], [5, 1, 1, 5, 2, 5, 1], [2, 4, 1, 3, 4],
            [9, 1, 2, 3, 9, 4, 10, 9, 1], [7],
        ] as [[Int64]]
    )
    func order(of dues: [Int64]) {
        var heap = DueHeap<Int>()
        for (payload, due) in dues.enumerated() {
            heap.push(payload, due: Timestamp(milliseconds: due))
        }
        #expect(heap.first?.milliseconds == dues.min())
        #expect(heap.count == dues.count)
        let expected = dues.enumerated().sorted {
            ($0.element, $0.offset) < ($1.element, $1.offset)
        }
        #expect(taken(&heap, at: 10) == expected.map { Taken(payload: $0.offset, due: $0.element) })
        #expect(heap.count == 0)
        #expect(heap.first == nil)
    }

    @Test("and not before it is due")
    func later() {
        var heap = DueHeap<Int>()
        for due in [3, 1, 2] as [Int64] {
            heap.push(Int(due), due: Timestamp(milliseconds: due))
        }
        #expect(taken(&heap, at: 0).isEmpty)
        #expect(taken(&heap, at: 2).map(\.payload) == [1, 2])
        #expect(heap.first == Timestamp(milliseconds: 3))
    }

    @Test("also while more comes than a row keeps room for")
    func long() {
        var heap = DueHeap<Int>()
        var given: [Taken] = []
        for payload in 0..<10_000 {
            // Every seventh comes before those that wait already.
            let due = Int64(payload % 7 == 0 ? payload : payload + 500)
            heap.push(payload, due: Timestamp(milliseconds: due))
            given += taken(&heap, at: Int64(payload) - 1)
        }
        given += taken(&heap, at: .max)
        let expected = (0..<10_000).map { payload in
            Taken(payload: payload, due: Int64(payload % 7 == 0 ? payload : payload + 500))
        }.sorted { ($0.due, $0.payload) < ($1.due, $1.payload) }
        #expect(given == expected)
    }
}
