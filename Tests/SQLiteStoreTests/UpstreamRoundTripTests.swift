import Canonical
import Engine
import Foundation
import SQLiteStore
import TestSupport
import Testing

@Suite("What remote upstreams need is read back", .temporaryFolder)
struct UpstreamRoundTripTests {
    @Test("upstreams and routes survive a reopening, and removals stay removed")
    func routes() async throws {
        let store = try openStore()
        let other = Sample.definition(UpstreamID("uaz"))
        try await store.submit([
            .upstream(Sample.definition()), .upstream(other),
            .route(Sample.route(), of: Sample.instance),
        ]).wait()
        store.close()
        let reopened = try openStore()
        let state = try reopened.load()
        #expect(state.upstreams == [Sample.definition(), other])
        #expect(state.routes == [Sample.instance: Sample.route()])
        try await reopened.submit([
            .upstreamRemoved(other.id), .route(nil, of: Sample.instance),
        ]).wait()
        #expect(try reopened.load().upstreams == [Sample.definition()])
        #expect(try reopened.load().routes.isEmpty)
    }

    @Test("no setting of an upstream lies in the file in clear")
    func sealing() async throws {
        let store = try openStore()
        try await store.submit([
            .upstream(Sample.definition()), .route(Sample.route(), of: Sample.instance),
        ]).wait()
        let folder = TemporaryFolder.current + "/data"
        for name in try FileManager.default.contentsOfDirectory(atPath: folder) {
            let data = try Data(contentsOf: URL(fileURLWithPath: "\(folder)/\(name)"))
            #expect(data.range(of: Data("c0ffee".utf8)) == nil, "\(name)")
        }
        let error = failure { () throws(StoreError) in
            store.close()
            _ = try openStore(sealer: ToySealer(key: 0x33)).load()
        }
        #expect(error?.kind == .incompatible)
    }

    @Test("the first name that a client knows a message by stays")
    func pairs() async throws {
        let store = try openStore()
        try await store.submit([
            Sample.pair("01HX", "3EB01"), Sample.pair("01HX", "3EB02"),
            Sample.pair("01HY", "3EB01"),
        ]).wait()
        let known = try await store.message(
            of: Sample.upstream,
            as: MessageID("01HX"),
            in: Sample.instance
        )
        #expect(known == MessageID("3EB01"))
        let pairs = try await store.upstreamMessages(MessageID("3EB01"), of: Sample.instance)
        #expect(pairs.map(\.upstreamID.text) == ["01HY", "01HX"])
        let foreign = InstanceID("ins_2")
        #expect(try await store.upstreamMessages(MessageID("3EB01"), of: foreign).isEmpty)
    }

    @Test(
        "a send is uncertain until it is settled or its outcome is known",
        arguments: [
            (.pending, 1), (.unknown, 1), (.succeeded, 0), (.failed(.internalError), 0),
        ] as [(CommandRecord.Outcome, Int)]
    )
    func uncertain(_ outcome: CommandRecord.Outcome, _ count: Int) async throws {
        let store = try openStore()
        let record = Sample.command(1, outcome: outcome)
        let pending = Change.sendPending(
            Sample.instance,
            sequence: 1,
            recipient: Sample.chat,
            echo: .max - 3
        )
        try await store.submit([.command(record), pending]).wait()
        let expected = UncertainSend(record: record, recipient: Sample.chat, echo: .max - 3)
        #expect(try store.load().uncertain == Array(repeating: expected, count: count))
        try await store.submit([.sendSettled(Sample.instance, sequence: 1)]).wait()
        #expect(try store.load().uncertain.isEmpty)
    }

    @Test("what was told before is known again, for its instance alone")
    func told() async throws {
        let store = try openStore()
        try await store.submit([
            .told("m:1", of: Sample.instance, at: Sample.now),
            .told("m:1", of: Sample.instance, at: Sample.now),
            .identity(lid: "123456", phone: Sample.number("5511988888888"), of: Sample.instance),
            .identity(lid: "123456", phone: Sample.number("5511977777777"), of: Sample.instance),
        ]).wait()
        let keys = ["m:1", "m:2", #"m:"3"#]
        #expect(try await store.toldBefore(keys, of: Sample.instance) == ["m:1"])
        #expect(try await store.toldBefore(keys, of: InstanceID("ins_2")).isEmpty)
        let people = try store.load().identities
        #expect(people == [Sample.instance: ["123456": Sample.number("5511977777777")]])
    }

    @Test("the last message of a chat is the one told last")
    func lastMessage() async throws {
        let store = try openStore()
        var received = Sample.message("3EB0A")
        received.isFromMe = false
        let own = Sample.message("3EB0B")
        try await store.submit([
            .message(received, of: Sample.instance), .message(own, of: Sample.instance),
        ]).wait()
        let chat = Sample.chat
        let told = try await store.lastMessage(in: chat, of: Sample.instance, by: .others)
        #expect(told == received)
        let last = try await store.lastMessage(in: chat, of: Sample.instance, by: .anyone)
        #expect(last == own)
        let none = try await store.lastMessage(in: .status, of: Sample.instance, by: .anyone)
        #expect(none == nil)
    }

    @Test("counts of a day add up, and differences are listed newest first")
    func trials() async throws {
        let store = try openStore()
        let instance = Sample.instance
        try await store.submit([
            .uses([Sample.use(2, day: 20_000), Sample.use(1, day: 19_999)], of: instance),
            .uses([Sample.use(3, day: 20_000)], of: instance),
            .uses([Sample.use(1, day: 20_000, fields: ["quoted"])], of: instance),
            .difference(Sample.difference("a")), .difference(Sample.difference("b")),
        ]).wait()
        let uses = try await store.uses(of: instance, since: 20_000)
        #expect(uses.count == 2)
        #expect(uses.contains(Sample.use(5, day: 20_000)))
        #expect(uses.contains(Sample.use(1, day: 20_000, fields: ["quoted"])))
        let differences = try await store.differences(of: instance, limit: 5)
        #expect(differences == [Sample.difference("b"), Sample.difference("a")])
        try await store.submit([.differencesRemoved(instance)]).wait()
        #expect(try await store.differences(of: instance, limit: 5).isEmpty)
    }

    @Test("what was told, used or compared long ago is removed")
    func retention() async throws {
        let store = try openStore()
        let day = Int(Sample.now.milliseconds / 86_400_000)
        let later = Sample.now.advanced(byMilliseconds: 86_400_000)
        let never = Timestamp(milliseconds: 0)
        try await store.submit([
            .told("old", of: Sample.instance, at: Sample.now),
            .told("new", of: Sample.instance, at: later),
            .uses([Sample.use(1, day: day), Sample.use(2, day: day + 1)], of: Sample.instance),
            .difference(Sample.difference("old")),
            .difference(Sample.difference("new", at: later)),
            .retention(
                Retention(
                    eventsBefore: never,
                    succeededBodiesBefore: never,
                    otherBodiesBefore: never,
                    deliveriesBefore: never,
                    toldBefore: later,
                    trialsBefore: later
                )
            ),
        ]).wait()
        #expect(try await store.toldBefore(["old", "new"], of: Sample.instance) == ["new"])
        #expect(try await store.uses(of: Sample.instance, since: 0).map(\.count) == [2])
        #expect(
            try await store.differences(of: Sample.instance, limit: 9).map(\.path) == ["new"]
        )
    }
}
