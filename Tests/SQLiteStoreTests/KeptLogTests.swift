import Canonical
import Engine
import Foundation
import Observability
import TestSupport
import Testing

@testable import SQLiteStore

@Suite("A database file that fails to sync has its log kept", .temporaryFolder)
struct KeptLogTests {
    private var folder: String { TemporaryFolder.current + "/data" }
    private var database: String { folder + "/sotaque.sqlite" }
    private var before: String { TemporaryFolder.current + "/before" }
    private var log: LogFile { LogFile(of: folder) }
    private let limitBytes = 512 << 10
    private let lines = Box<[String]>([])

    /// A store whose file fails once under that connection, with so many sends until it refused one.
    private func failed(
        under purpose: Connection.Purpose
    ) async throws -> (store: SQLiteStore, sends: Int64) {
        try openStore().close()
        try FileManager.default.copyItem(atPath: database, toPath: before)
        let fault = Box<StoreError?>(StoreError(.inputOutput, code: 1034, "fsync failed"))
        let isByWriter = purpose == .writing
        let log = Log(into: lines)
        let store = try openStore(log: log) { options in
            options.probeInterval = .milliseconds(5)
            options.syncFault = { $0 == purpose ? fault.exchange(nil) : nil }
            options.checkpointInterval = isByWriter ? .seconds(3600) : .milliseconds(2)
            options.writeAheadBoundBytes = isByWriter ? .max / 2 : 256 << 10
            options.writeAheadLimitBytes = isByWriter ? limitBytes : 4 << 20
        }
        var sends: Int64 = 0
        while sends < 500, (try? await Sample.sendLarge((sends + 1)...(sends + 1), store)) != nil {
            sends += 1
        }
        return (store, sends)
    }

    @Test(
        "it is not begun afresh, nothing more is written, and nothing is lost",
        arguments: [Connection.Purpose.checkpointing, .writing]
    )
    func kept(purpose: Connection.Purpose) async throws {
        let (store, sends) = try await failed(under: purpose)
        #expect(lines.value.contains { $0.contains("nothing is written until a new start") })
        #expect(await store.submit(Sample.send(sends + 1)).failure()?.kind == .inputOutput)
        // Some probes later still.
        try await Task.sleep(for: .milliseconds(60))
        #expect(!store.isWritable)
        #expect(try log.beginnings() == 0)
        // Each send's document alone has as much.
        #expect(try log.length() > Int(sends) * 160_000)
        let events = try await store.events(of: Sample.instance, after: 0, limit: 99)
        #expect(events.map(\.sequence) == Array(1...sends))
        store.close()
        #expect(try log.beginnings() == 0)
        try await reopen(sends)
    }

    /// Opens the file as if the disk had taken nothing of what was copied into it.
    private func reopen(_ sends: Int64) async throws {
        try FileManager.default.removeItem(atPath: database)
        try FileManager.default.moveItem(atPath: before, toPath: database)
        try? FileManager.default.removeItem(atPath: database + "-shm")
        let store = try openStore()
        let events = try await store.events(of: Sample.instance, after: 0, limit: 99)
        #expect(events.map(\.sequence) == Array(1...sends))
        let document = try store.load().documents[DocumentKey(space: "s", key: "\(sends % 7)")]
        #expect(document?.first == UInt8(sends))
        #expect(try DataCheck.run(folder: folder).isEmpty)
        // The new one may copy it, and its log ends with it.
        try await Sample.sendLarge((sends + 1)...(sends + 1), store)
        store.close()
        #expect(!FileManager.default.fileExists(atPath: database + "-wal"))
    }

    @Test("a full disk is no such failure: the log is copied once there is room")
    func fullDisk() async throws {
        let fault = Box<StoreError?>(StoreError(.noSpace, code: 13, "full"))
        let store = try openStore { options in
            options.syncFault = { _ in fault.exchange(nil) }
            options.checkpointInterval = .milliseconds(2)
            options.writeAheadBoundBytes = 256 << 10
            options.writeAheadLimitBytes = limitBytes
        }
        try await Sample.sendLarge(1...40, store)
        #expect(fault.value == nil)
        #expect(try log.beginnings() > 0)
    }
}
