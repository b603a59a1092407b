import Canonical
import Engine
import Foundation
import SQLiteStore
import TestSupport
import Testing

/// A second process writes under load and is killed; this one opens what it left.
@Suite("What was acknowledged survives a kill", .temporaryFolder)
struct CrashTests {
    @Test("every acknowledged send is there after kill -9", arguments: [1, 40, 700, 3000])
    func kill(_ acknowledgements: Int) async throws {
        let folder = TemporaryFolder.current
        await #expect(processExitsWith: .signal(SIGKILL)) {
            [folder = folder as String, acknowledgements = acknowledgements as Int] in
            try await Self.writeUntilKilled(folder, after: acknowledgements)
        }
        let told = try Self.acknowledged(folder)
        #expect(told.values.reduce(0, +) >= Int64(acknowledgements))
        let store = try openStore(folder + "/data")
        let state = try store.load()
        for (instance, last) in told {
            #expect(state.eventSequences[instance] ?? 0 >= last)
            #expect(state.commandSequences[instance] == state.eventSequences[instance])
        }
        #expect(try DataCheck.run(folder: folder + "/data").isEmpty)
        // Every event that was told of has its delivery, the first one of each chat is due.
        let sends = state.eventSequences.values.reduce(0, +)
        #expect(try await store.deliveryCounts().open == Int(sends))
        let query = DueQuery(now: Sample.now, inFlight: [], resting: [], limit: 99)
        let due = try await store.dueDeliveries(query)
        #expect(Set(due.map(\.event.instance)) == Set(state.eventSequences.keys))
        #expect(due.allSatisfy { $0.event.sequence == 1 })
    }

    /// Sends from 32 tasks, each noting its last acknowledged number in a file, until the number of
    /// acknowledgements is reached.
    private static func writeUntilKilled(_ folder: String, after limit: Int) async throws {
        let store = try openStore(folder + "/data") { options in
            options.checkpointInterval = .milliseconds(5)
            // The log begins afresh many times before the kill.
            options.writeAheadBoundBytes = 64 << 10
        }
        _ = store.submit([.endpoint(Sample.endpoint("whk_1", instance: nil))])
        let count = Box(0)
        await withTaskGroup(of: Void.self) { group in
            for task in 0..<32 {
                group.addTask {
                    let instance = InstanceID("ins_\(task)")
                    let ledger = open("\(folder)/\(instance.text)", O_CREAT | O_WRONLY, 0o600)
                    for number in 1...Int64.max {
                        let entry = Sample.entry(number, lane: instance.text, of: instance)
                        let ticket = store.submit(Sample.toldSend(entry))
                        guard await ticket.failure() == nil else { return }
                        // In the kernel's hands when the call returns: a kill does not undo it.
                        let text = "\(number)"
                        _ = pwrite(ledger, text, text.utf8.count, 0)
                        if count.increment() == limit { Foundation.kill(getpid(), SIGKILL) }
                    }
                }
            }
        }
    }

    private static func acknowledged(_ folder: String) throws -> [InstanceID: Int64] {
        var numbers: [InstanceID: Int64] = [:]
        for name in try FileManager.default.contentsOfDirectory(atPath: folder)
        where name.hasPrefix("ins_") {
            let text = try String(contentsOfFile: "\(folder)/\(name)", encoding: .utf8)
            numbers[InstanceID(name)] = Int64(text)
        }
        return numbers
    }
}

extension Box where Value == Int {
    /// Adds one and gives the sum.
    func increment() -> Int {
        update { value in
            value += 1
            return value
        }
    }
}
