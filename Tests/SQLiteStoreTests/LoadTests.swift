import Canonical
import Engine
import SQLiteStore
import TestSupport
import Testing

@Suite("What is in memory is loaded from the file", .temporaryFolder)
struct LoadTests {
    @Test("the last numbers of each instance are known after a reopening")
    func sequences() async throws {
        let other = InstanceID("ins_2")
        let store = try openStore()
        for number in 1...7 { _ = store.submit(Sample.send(Int64(number))) }
        try await store.submit([
            .event(Sample.event(1, of: other, .messageSent(MessageID("A"), chat: nil)))
        ])
        .wait()
        store.close()
        let state = try openStore().load()
        #expect(state.eventSequences == [Sample.instance: 7, other: 1])
        #expect(state.commandSequences == [Sample.instance: 7])
    }

    @Test("references of the last day come with their messages, others do not")
    func references() async throws {
        let day: Int64 = 86_400_000
        let store = try openStore()
        var expected: [CommandRecord] = []
        for (number, age) in [(1, day + 1), (2, day), (3, 0), (4, -5 * day)] as [(Int64, Int64)] {
            let message = Sample.message("3EB0\(number)")
            let record = Sample.command(
                number,
                at: Sample.now.advanced(byMilliseconds: -age),
                reference: "ref \(number)",
                message: message.id
            )
            if age <= day { expected.append(record) }
            try await store.submit([.command(record), .message(message, of: Sample.instance)])
                .wait()
        }
        try await store.submit(Sample.send(5)).wait()
        let references = try store.load().references
        #expect(references.map(\.record) == expected)
        #expect(references.map(\.message.id) == expected.map(\.message))
    }

    @Test("references are found on a clock that stands in the past")
    func frozenClock() async throws {
        let store = try openStore { $0.clock = { Timestamp(milliseconds: .max) } }
        let message = Sample.message("3EB01")
        let record = Sample.command(1, reference: "ref", message: message.id)
        try await store.submit([.command(record), .message(message, of: Sample.instance)]).wait()
        #expect(try store.load().references.map(\.record) == [record])
    }

    @Test("pages begin after a number and end at the limit", arguments: [0, 3, 9, 10, 50])
    func pages(_ after: Int64) async throws {
        let store = try openStore()
        for number in 1...10 { _ = store.submit(Sample.send(Int64(number))) }
        try await store.submit([]).wait()
        let expected = Array((1...10).map(Int64.init).filter { $0 > after }.prefix(4))
        let events = try await store.events(of: Sample.instance, after: after, limit: 4)
        let commands = try await store.commands(of: Sample.instance, after: after, limit: 4)
        #expect(events.map(\.sequence) == expected)
        #expect(commands.map(\.sequence) == expected)
        #expect(try await store.events(of: Sample.instance, after: after, limit: -1).isEmpty)
        #expect(try await store.events(of: InstanceID("no"), after: 0, limit: 4).isEmpty)
    }

    @Test("tokens sealed under another key are refused, not shown")
    func otherKey() async throws {
        let store = try openStore()
        try await store.submit([.instance(Sample.linkedInstance())]).wait()
        store.close()
        let other = try openStore(sealer: ToySealer(key: 0x33))
        let error = failure { () throws(StoreError) in _ = try other.load() }
        #expect(error?.kind == .incompatible)
    }
}
