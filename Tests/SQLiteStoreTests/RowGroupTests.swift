import Canonical
import Engine
import TestSupport
import Testing

@testable import SQLiteStore

@Suite("Rows of sends are inserted in groups", .temporaryFolder)
struct RowGroupTests {
    private var folder: String { TemporaryFolder.current + "/data" }

    @Test(
        "however many there are, each is there once and in its order",
        arguments: [1, 3, 4, 5, 15, 16, 21, 37, 63, 64, 65, 130]
    )
    func counts(_ count: Int64) async throws {
        let store = try openStore()
        let others = InstanceID("ins_2")
        let sends = (1...count).flatMap { Sample.send($0) + Sample.send($0, of: others) }
        try await store.submit(sends).wait()
        for instance in [Sample.instance, others] {
            let events = try await store.events(of: instance, after: 0, limit: 999)
            #expect(events.map(\.sequence) == Array(1...count))
            let commands = try await store.commands(of: instance, after: 0, limit: 999)
            #expect(commands.map(\.sequence) == Array(1...count))
            for command in commands {
                let id = try #require(command.message)
                let message = try await store.message(id, of: instance)
                #expect(message == Sample.message(id.text))
            }
        }
        #expect(try DataCheck.run(folder: folder).isEmpty)
    }

    @Test("of two rows with one key in a transaction the last one stands")
    func replacement() async throws {
        let store = try openStore()
        var pending = Sample.command(1, outcome: .pending)
        pending.losses = ["one"]
        let done = Sample.command(1, message: MessageID("A"))
        var message = Sample.message("A")
        message.senderName = "Another"
        try await store.submit([
            .command(pending), .message(message, of: Sample.instance), .command(done),
            .message(Sample.message("A"), of: Sample.instance),
        ]).wait()
        #expect(try await store.commands(of: Sample.instance, after: 0, limit: 9) == [done])
        let kept = try await store.message(MessageID("A"), of: Sample.instance)
        #expect(kept == Sample.message("A"))
    }

    @Test("what changes a message finds it in its own transaction")
    func changes() async throws {
        let store = try openStore()
        let id = MessageID("A")
        try await store.submit([
            .message(Sample.message("A", status: .accepted), of: Sample.instance),
            .messageStatus(id, of: Sample.instance, .read),
            .messageStatus(id, of: Sample.instance, .delivered),
            .message(Sample.message("B"), of: Sample.instance),
            .messageRevoked(MessageID("B"), of: Sample.instance, at: Sample.now),
        ]).wait()
        #expect(try await store.message(id, of: Sample.instance)?.status == .read)
        let revoked = try await store.message(MessageID("B"), of: Sample.instance)
        #expect(revoked?.revokedAt == Sample.now)
    }

    @Test("what waited when the disk was full is not there when there is room again")
    func lostRows() async throws {
        let limit = Box(Int(UInt32.max) - 1)
        let (recoveries, recovered) = AsyncStream.makeStream(of: Void.self)
        let store = try openStore { options in
            options.pageLimit = { limit.value }
            options.onRecovered = { recovered.yield() }
        }
        try await store.submit([.endpoint(Sample.endpoint("whk_1"))]).wait()
        limit.value = 1
        let entry = Change.delivery(Sample.entry(1))
        let sends = (1...500).flatMap { Sample.send($0) } + [entry]
        #expect(await store.submit(sends).failure()?.kind == .noSpace)
        limit.value = Int(UInt32.max) - 1
        for await _ in recoveries { break }
        while !store.isWritable { try await Task.sleep(for: .milliseconds(1)) }
        try await store.submit(Sample.send(1)).wait()
        #expect(try await store.events(of: Sample.instance, after: 0, limit: 9).count == 1)
        #expect(try await store.commands(of: Sample.instance, after: 0, limit: 9).count == 1)
        #expect(try await store.deliveryCounts().open == 0)
        #expect(try DataCheck.run(folder: folder).isEmpty)
    }
}
