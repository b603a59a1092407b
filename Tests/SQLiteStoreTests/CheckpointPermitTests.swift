import Dispatch
import Engine
import Observability
import Synchronization
import Testing

@testable import SQLiteStore

@Suite("The permit to copy from the log")
struct CheckpointPermitTests {
    private let permit = CheckpointPermit(fault: nil, log: .silent)

    @Test("is used by one thread at a time, and each that waits gets it")
    func turns() {
        let users = Atomic(0)
        let most = Atomic(0)
        let uses = Atomic(0)
        DispatchQueue.concurrentPerform(iterations: 4) { _ in
            for _ in 0..<200 {
                _ = try? permit.use(for: .writing) { () throws(StoreError) in
                    let present = users.add(1, ordering: .relaxed).newValue
                    most.max(present, ordering: .relaxed)
                    uses.add(1, ordering: .relaxed)
                    users.subtract(1, ordering: .relaxed)
                }
            }
        }
        #expect(most.load(ordering: .relaxed) == 1)
        #expect(uses.load(ordering: .relaxed) == 800)
    }

    @Test("is not given to who would not wait, while another uses it")
    func hurry() throws {
        let inner = try permit.use(for: .checkpointing) { () throws(StoreError) in
            try permit.use(for: .writing, waiting: false) { 1 }
        }
        #expect(inner == .some(nil))
        #expect(try permit.use(for: .writing, waiting: false) { 1 } == 1)
    }

    @Test("is given back by who failed, and is withdrawn from who waits when the file failed")
    func failure() throws {
        let full = StoreError(.noSpace, code: 13, "full")
        #expect(throws: full) {
            try permit.use(for: .writing) { () throws(StoreError) in throw full }
        }
        #expect(try permit.use(for: .writing) { 1 } == 1)
        let failed = StoreError(.inputOutput, code: 1034, "fsync failed")
        #expect(throws: failed) {
            try permit.use(for: .writing) { () throws(StoreError) in throw failed }
        }
        #expect(try permit.use(for: .writing) { 1 } == nil)
    }
}
