import Canonical
import Dispatch
import Engine
import Observability
import TestSupport
import Testing

@testable import SQLiteStore

@Suite("Transactions that come together share a commit", .temporaryFolder)
struct GroupCommitTests {
    @Test("64 tasks make fewer commits than transactions, and all of them are kept")
    func concurrency() async throws {
        let store = try openStore()
        try await withThrowingTaskGroup(of: Void.self) { group in
            for task in 0..<64 {
                group.addTask {
                    let instance = InstanceID("ins_\(task)")
                    for number in 1...10 {
                        try await store.submit(Sample.send(Int64(number), of: instance)).wait()
                    }
                }
            }
            try await group.waitForAll()
        }
        #expect(store.statistics.transactions.value == 640)
        #expect(store.statistics.changes.value == 1920)
        #expect(store.statistics.commits.value < 640)
        let sequences = try store.load().eventSequences
        #expect(sequences.count == 64 && sequences.values.allSatisfy { $0 == 10 })
    }

    @Test("what came in a turn is taken together, with the first turn that ends")
    func turns() {
        var queue = WriteQueue(maximumPendingChanges: 9)
        func mustRelease(_ thread: UInt) -> Bool {
            let removal = [Change.tenantRemoved(Sample.tenant)]
            return queue.append(removal, from: thread, isFromWriter: false).mustRelease
        }
        #expect([mustRelease(1), mustRelease(2), mustRelease(1)] == [true, true, false])
        #expect(queue.take() == nil)
        queue.release()
        #expect(queue.take()?.transactions.count == 3)
        #expect(mustRelease(1))
        #expect(queue.take() == nil)
        queue.close()
        #expect(queue.take()?.transactions.count == 1)
    }

    @Test("transactions are applied in the order of their calls")
    func order() async throws {
        let store = try openStore()
        let key = DocumentKey(space: "s", key: "k")
        for number in 0..<500 {
            _ = store.submit([.document(key, Array("\(number)".utf8))])
        }
        try await store.submit([]).wait()
        #expect(try store.load().documents[key] == Array("499".utf8))
        #expect(store.statistics.commits.value < 500)
    }

    @Test("a transaction over the queue's bound is refused at once and harms nobody")
    func bound() async throws {
        let store = try openStore { $0.maximumPendingChanges = 5 }
        let changes = (0..<6).map { Change.document(DocumentKey(space: "s", key: "\($0)"), []) }
        #expect(await store.submit(changes).failure()?.kind == .overloaded)
        #expect(store.isWritable)
        try await store.submit(Array(changes.dropLast())).wait()
        #expect(try store.load().documents.count == 5)
    }

    @Test("while the queue is nearly full nobody is told to begin, and who began is not refused")
    func room() async throws {
        let disk = DispatchSemaphore(value: 0)
        let store = try openStore { options in
            options.maximumPendingChanges = 8
            options.commitFault = {
                disk.wait()
                return nil
            }
        }
        let changes = (0..<8).map { Change.document(DocumentKey(space: "s", key: "\($0)"), []) }
        let first = store.submit(Array(changes.prefix(5)))
        #expect(store.isWritable)
        let second = store.submit([changes[5]])
        #expect(!store.isWritable)
        let third = store.submit(Array(changes.suffix(2)))
        #expect(third.failure == nil && !store.isWritable)
        for _ in 0..<3 { disk.signal() }
        for ticket in [first, second, third] { try await ticket.wait() }
        #expect(store.isWritable)
        #expect(try store.load().documents.count == 8)
    }

    @Test("closing commits what waits and refuses what comes later")
    func closing() async throws {
        let store = try openStore()
        let tickets = (1...50).map { store.submit(Sample.send($0)) }
        store.close()
        for ticket in tickets { #expect(await ticket.failure() == nil) }
        #expect(await store.submit([]).failure() != nil)
        #expect(!store.isWritable)
        await #expect(throws: StoreError.self) {
            try await store.message(MessageID("A"), of: Sample.instance)
        }
        #expect(try openStore().load().eventSequences == [Sample.instance: 50])
    }
}
