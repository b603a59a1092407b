import Canonical
import Engine
import Foundation
import Observability
import TestSupport
import Testing

@testable import SQLiteStore

@Suite("A commit that fails is lost as a whole, and service resumes by itself", .temporaryFolder)
struct LostCommitTests {
    /// Something written that needs more than the pages a file has free.
    private static let large = [UInt8](repeating: 7, count: 1_000_000)

    @Test("a full disk refuses writes, answers reads, and ends when there is room again")
    func fullDisk() async throws {
        let limit = Box(Int(UInt32.max) - 1)
        let (recoveries, recovered) = AsyncStream.makeStream(of: Void.self)
        let store = try openStore { options in
            options.pageLimit = { limit.value }
            options.onRecovered = { recovered.yield() }
        }
        try await store.submit(Sample.send(1)).wait()
        limit.value = 1
        let key = DocumentKey(space: "s", key: "large")
        let lost = store.submit(Sample.send(2) + [.document(key, Self.large)])
        #expect(await lost.failure()?.kind == .noSpace)
        #expect(!store.isWritable)
        #expect(await store.submit(Sample.send(2)).failure()?.kind == .noSpace)
        let id = MessageID("3EB0ins_11")
        #expect(try await store.message(id, of: Sample.instance) != nil)
        #expect(try store.load().eventSequences == [Sample.instance: 1])
        limit.value = Int(UInt32.max) - 1
        for await _ in recoveries { break }
        try await submitWhenWritable(store, Sample.send(2) + [.document(key, Self.large)])
        let state = try store.load()
        #expect(state.eventSequences == [Sample.instance: 2])
        #expect(state.documents[key] == Self.large)
        #expect(store.statistics.lostBatches.value == 1)
    }

    @Test("after a failed fsync the connection is opened anew and the loss is complete")
    func failedSync() async throws {
        let fault = Box<StoreError?>(nil)
        let (recoveries, recovered) = AsyncStream.makeStream(of: Void.self)
        let store = try openStore { options in
            options.commitFault = { fault.exchange(nil) }
            options.onRecovered = { recovered.yield() }
        }
        try await store.submit(Sample.send(1)).wait()
        let error = StoreError(.inputOutput, code: 1034, "fsync failed")
        fault.value = error
        // Of an instance that the file does not know yet, so that its number is lost too.
        let other = InstanceID("ins_other")
        #expect(await store.submit(Sample.send(1, of: other)).failure() == error)
        for await _ in recoveries { break }
        try await submitWhenWritable(store, Sample.send(2))
        try await store.submit(Sample.send(1, of: other)).wait()
        #expect(try store.load().eventSequences == [Sample.instance: 2, other: 1])
        #expect(try await store.events(of: other, after: 0, limit: 9).count == 1)
    }

    @Test("whoever reloads on recovery sees what is kept, and may submit before anybody else")
    func reloading() async throws {
        let fault = Box<StoreError?>(nil)
        let opened = Box<SQLiteStore?>(nil)
        let seen = Box<Int64?>(nil)
        let (recoveries, recovered) = AsyncStream.makeStream(of: CommitTicket.self)
        let store = try openStore { options in
            options.commitFault = { fault.exchange(nil) }
            options.onRecovered = {
                guard let store = opened.value else { return }
                seen.value = try? store.load().eventSequences[Sample.instance]
                recovered.yield(store.submit(Sample.send(2)))
            }
        }
        opened.value = store
        defer { opened.value = nil }
        try await store.submit(Sample.send(1)).wait()
        fault.value = StoreError(.database, "constraint")
        #expect(await store.submit(Sample.send(2)).failure() != nil)
        for await ticket in recoveries {
            #expect(await ticket.failure() == nil)
            break
        }
        #expect(seen.value == 1)
        #expect(try store.load().eventSequences == [Sample.instance: 2])
    }

    @Test("what a first commit that failed left in the file is read, not taken for nothing")
    func firstCommit() async throws {
        let path = TemporaryFolder.current + "/data/sotaque.sqlite"
        let opened = Box<SQLiteStore?>(nil)
        let (recoveries, recovered) = AsyncStream.makeStream(of: [TenantID].self)
        let store = try openStore { options in
            options.commitFault = {
                guard opened.value?.statistics.lostBatches.value == 0 else { return nil }
                return StoreError(.inputOutput, code: 1034, "fsync failed")
            }
            options.onRecovered = {
                // As frames of the log that are found after all.
                try? executeRaw("INSERT INTO tenants VALUES ('tnt_9', 'Loja', 7)", in: path)
                recovered.yield((try? opened.value?.load().tenants.map(\.id)) ?? [])
            }
        }
        opened.value = store
        defer { opened.value = nil }
        #expect(await store.submit(Sample.send(1)).failure() != nil)
        for await tenants in recoveries {
            #expect(tenants == [TenantID("tnt_9")])
            break
        }
    }

    @Test("a store whose state cannot be read anew goes on refusing until it can")
    func failedReload() async throws {
        let fault = Box<StoreError?>(StoreError(.inputOutput, code: 1034, "fsync failed"))
        let opened = Box<SQLiteStore?>(nil)
        // Whether the store took transactions at each call.
        let calls = Box<[Bool?]>([])
        let store = try openStore { options in
            options.commitFault = { fault.exchange(nil) }
            options.onRecovered = { () throws(StoreError) in
                let isWritable = opened.value?.isWritable
                let count = calls.update { calls in
                    calls.append(isWritable)
                    return calls.count
                }
                if count < 3 { throw StoreError(.inputOutput, "no reading") }
            }
        }
        opened.value = store
        defer { opened.value = nil }
        #expect(await store.submit(Sample.send(1)).failure() != nil)
        try await submitWhenWritable(store, Sample.send(1))
        #expect(calls.value == [false, false, false])
    }

    @Test("a transaction that breaks a key loses its batch and not the store")
    func brokenKey() async throws {
        let store = try openStore()
        let event = Change.event(Sample.event(1, .messageSent(MessageID("A"), chat: nil)))
        try await store.submit([event]).wait()
        let key = DocumentKey(space: "s", key: "k")
        #expect(await store.submit([.document(key, [1]), event]).failure()?.kind == .database)
        try await submitWhenWritable(store, [.document(key, [2])])
        #expect(try store.load().documents == [key: [2]])
    }

    /// Submits until the store takes it, which it does soon after a recovery.
    private func submitWhenWritable(_ store: SQLiteStore, _ changes: [Change]) async throws {
        let clock = ContinuousClock()
        let deadline = clock.now + .seconds(20)
        while !store.isWritable, clock.now < deadline {
            try await clock.sleep(for: .milliseconds(2))
        }
        try await store.submit(changes).wait()
    }
}
