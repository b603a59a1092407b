import Canonical
import Observability
import Testing

@testable import Engine

@Suite("Observers are told of what was committed")
struct WatchersTests {
    private let watchers = Watchers()
    private let observer = Counting()

    init() { watchers.add(observer) }

    private func event(_ sequence: Int64) -> Change {
        .event(
            Event(
                sequence: sequence,
                id: "\(sequence)",
                at: Timestamp(milliseconds: 0),
                instance: InstanceID("ins_1"),
                payload: .messageSent(MessageID("A"), chat: nil)
            )
        )
    }

    @Test("transactions that share a commit are told of together, in their order")
    func together() {
        let ticket = CommitTicket()
        watchers.announce([event(1)], once: ticket)
        watchers.announce(
            [event(2), .deliveriesReplayed(DeliveryFilter(), at: .now)],
            once: ticket
        )
        watchers.announce([event(3)], once: ticket)
        #expect(observer.calls.isEmpty)
        ticket.resolve(.success(()))
        #expect(observer.calls == [Counting.Call(sequences: [1, 2, 3], deliveries: 1)])
    }

    @Test("events are gathered while somebody follows them, deliveries always")
    func followed() {
        let ticket = CommitTicket()
        observer.follows.withLock { $0 = false }
        watchers.announce([event(1)], once: ticket)
        watchers.announce(
            [event(2), .deliveriesReplayed(DeliveryFilter(), at: .now)],
            once: ticket
        )
        observer.follows.withLock { $0 = true }
        watchers.announce([event(3)], once: ticket)
        ticket.resolve(.success(()))
        #expect(observer.calls == [Counting.Call(sequences: [3], deliveries: 1)])
    }

    @Test("transactions of two commits are told of apart, each once its own is durable")
    func apart() {
        let first = CommitTicket()
        let second = CommitTicket()
        watchers.announce([event(1)], once: first)
        watchers.announce([event(2)], once: second)
        first.resolve(.success(()))
        #expect(observer.calls.map(\.sequences) == [[1]])
        second.resolve(.success(()))
        #expect(observer.calls.map(\.sequences) == [[1], [2]])
    }

    @Test("a transaction whose commit is durable already is told of at once")
    func late() {
        let ticket = CommitTicket()
        watchers.announce([event(1)], once: ticket)
        ticket.resolve(.success(()))
        watchers.announce([event(2)], once: ticket)
        watchers.announce([event(3)], once: ticket)
        #expect(observer.calls.map(\.sequences) == [[1], [2], [3]])
    }

    @Test("what was lost is not told, nor what holds no news")
    func silent() {
        let lost = CommitTicket()
        watchers.announce([event(1)], once: lost)
        watchers.announce([event(2)], once: lost)
        lost.resolve(.failure(StoreError(.noSpace, "full")))
        let ticket = CommitTicket()
        watchers.announce([.documentRemoved(DocumentKey(space: "a", key: "b"))], once: ticket)
        ticket.resolve(.success(()))
        #expect(observer.calls.isEmpty)
    }
}

extension Timestamp {
    fileprivate static let now = Timestamp(milliseconds: 0)
}

/// Notes what it is told.
private final class Counting: EventObserver {
    struct Call: Equatable {
        let sequences: [Int64]
        let deliveries: Int
    }

    /// Whether it wants events.
    let follows = Lock(true)
    var followsEvents: Bool { follows.withLock { $0 } }
    private let noted = Lock<[Call]>([])
    var calls: [Call] { noted.withLock { $0 } }

    func committed(_ events: [Event], deliveries: Int) {
        noted.withLock {
            $0.append(Call(sequences: events.map(\.sequence), deliveries: deliveries))
        }
    }

    func accessEnded() {}

    func reloaded() {}
}
