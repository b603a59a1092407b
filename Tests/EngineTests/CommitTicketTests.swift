import Engine
import Observability
import Testing

@Suite("A ticket tells those who wait")
struct CommitTicketTests {
    private let lost = StoreError(.inputOutput, "lost")

    @Test("those of a thread with turns all at once at its home", arguments: [true, false])
    func atHome(_ wentWell: Bool) {
        let ticket = CommitTicket()
        let told = Lock<[Bool]>([])
        let posted = Lock<[@Sendable () -> Void]>([])
        let turns = TurnEnd()
        turns.adopt(home: Home { work in posted.withLock { $0.append(work) } })
        for _ in 0..<3 {
            ticket.whenDecided { decision in told.withLock { $0.append(decision) } }
        }
        turns.leave()
        ticket.resolve(wentWell ? .success(()) : .failure(lost))
        ticket.resolve(wentWell ? .failure(lost) : .success(()))
        #expect(told.withLock { $0 }.isEmpty)
        let work = posted.withLock { $0 }
        #expect(work.count == 1)
        for post in work { post() }
        #expect(told.withLock { $0 } == [wentWell, wentWell, wentWell])
        #expect(ticket.failure == (wentWell ? nil : lost))
    }

    @Test("others where it is decided, and at once what is decided already")
    func elsewhere() async {
        let told = Lock<[Bool]>([])
        let ticket = CommitTicket()
        ticket.whenDecided { decision in told.withLock { $0.append(decision) } }
        ticket.resolve(.success(()))
        CommitTicket(failed: lost).whenDecided { decision in told.withLock { $0.append(decision) } }
        #expect(told.withLock { $0 } == [true, false])
        await #expect(throws: lost) { try await CommitTicket(failed: lost).wait() }
    }
}
