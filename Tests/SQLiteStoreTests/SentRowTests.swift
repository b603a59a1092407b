import Canonical
import Engine
import TestSupport
import Testing

@testable import SQLiteStore

@Suite("A send is one row, and so is each sign of its progress", .temporaryFolder)
struct SentRowTests {
    private var folder: String { TemporaryFolder.current + "/data" }
    private let instance = Sample.instance

    /// A store that knows the instance, whose tenant rows of the journal name.
    private func store() async throws -> SQLiteStore {
        let store = try openStore()
        try await store.submit([.instance(Sample.linkedInstance())]).wait()
        return store
    }

    /// How many rows a table has.
    private func count(_ table: String) throws -> Int64? {
        let connection = try Connection.open(folder + "/sotaque.sqlite", for: .reading)
        return try connection.integer("SELECT count(*) FROM \(table)")
    }

    @Test("it gives the message, the event and the journal row that it stands for")
    func roundTrip() async throws {
        let store = try await store()
        let quoted = Quote(id: MessageID("ABCD"), sender: Sample.chat, content: .text(.init("?")))
        let sent = Sample.sent(1, event: 1, command: 1, reference: "r", key: "k", quoted: quoted)
        try await store.submit([.sent(sent)]).wait()
        #expect(try await store.message(sent.message.id, of: instance) == sent.message)
        #expect(try await store.events(of: instance, after: 0, limit: 9) == [sent.event])
        #expect(try await store.commands(of: instance, after: 0, limit: 9) == [sent.command])
        #expect(try await store.message(sent.message.id, of: InstanceID("ins_2")) == nil)
        let other = MessageID(sent.message.id.text.dropLast(2) + "01")
        #expect(try await store.message(other, of: instance) == nil)
        #expect(try count("messages") == 0)
        #expect(try count("sends") == 1)
        #expect(try DataCheck.run(folder: folder).isEmpty)
    }

    @Test("ids of events and journal rows are what they were when they were stored")
    func ids() {
        let sent = Sample.sent(1, event: 7, command: 5)
        #expect(sent.event.id == "01M3250V3W2HRBHJ58H59P4FCA")
        #expect(sent.command.id.text == "cmd_01M3250V3WFADPH0CDWBJ60TZF")
    }

    @Test("a status goes forward only, and each sign is an event")
    func progress() async throws {
        let store = try await store()
        let member = Address.phone(Sample.number("5511977777777"))
        let signs = [
            Sample.progress(1, .read, event: 3),
            Sample.progress(1, .delivered, event: 4),
            Sample.progress(1, .read, event: 5, by: member),
        ]
        let sends = [
            Sample.sent(1, event: 1, command: 1), Sample.sent(2, event: 2, command: 2),
        ]
        try await store.submit(sends.map(Change.sent) + signs.map(Change.progress)).wait()
        #expect(try await store.message(Sample.sendID(1), of: instance)?.status == .read)
        #expect(try await store.message(Sample.sendID(2), of: instance)?.status == .accepted)
        let file = try Connection.open(folder + "/sotaque.sqlite", for: .reading)
        let shown = "SELECT status FROM sent_messages WHERE id = '\(Sample.sendID(1).text)'"
        #expect(try file.integer(shown) == MessageStatus.read.storedCode)
        let events = try await store.events(of: instance, after: 0, limit: 9)
        #expect(events == sends.map(\.event) + signs.map(\.event))
        #expect(try count("receipts") == 1)
        #expect(try count("progress") == 2)
        #expect(try count("events") == 0)
        try await store.submit([
            .messageStatus(Sample.sendID(2), of: instance, .delivered),
            .messageRevoked(Sample.sendID(2), of: instance, at: Sample.now),
        ]).wait()
        let changed = try await store.message(Sample.sendID(2), of: instance)
        #expect(changed?.status == .delivered)
        #expect(changed?.revokedAt == Sample.now)
        #expect(try DataCheck.run(folder: folder).isEmpty)
    }

    @Test("a send whose id is of another form, or does not rise, is written down by its parts")
    func parts() async throws {
        let store = try await store()
        let first = Sample.sent(9, event: 1, command: 1)
        let late = Sample.sent(8, event: 2, command: 2)
        try await store.submit([.sent(first), .sent(late)]).wait()
        let sign = Sample.progress(8, .delivered, event: 3)
        let strange = Sample.progress(99, .delivered, event: 4)
        try await store.submit([.progress(sign), .progress(strange)]).wait()
        #expect(try count("messages") == 1)
        #expect(try count("events") == 3)
        var expected = late.message
        expected.status = .delivered
        #expect(try await store.message(late.message.id, of: instance) == expected)
        let events = try await store.events(of: instance, after: 0, limit: 9)
        #expect(events == [first.event, late.event, sign.event, strange.event])
        let rows = try await store.commands(of: instance, after: 0, limit: 9)
        #expect(rows == [first.command, late.command])
        #expect(try DataCheck.run(folder: folder).isEmpty)
    }

    @Test("a sign of a send is kept with it after a reopening, and one of its echo is not")
    func reopened() async throws {
        let other = InstanceID("ins_2")
        let sent = Sample.sent(1, event: 1, command: 1)
        let store = try await store()
        try await store.submit([.sent(sent), .message(sent.message, of: other)]).wait()
        store.close()
        let reopened = try openStore()
        try await reopened.submit([
            .progress(Sample.progress(1, .delivered, event: 2)),
            .progress(Sample.progress(1, .read, of: other, event: 1)),
        ]).wait()
        #expect(try count("receipts") == 1)
        #expect(try await reopened.message(sent.message.id, of: instance)?.status == .delivered)
        #expect(try await reopened.message(sent.message.id, of: other)?.status == .read)
        #expect(try await reopened.events(of: other, after: 0, limit: 9).count == 1)
        #expect(try DataCheck.run(folder: folder).isEmpty)
    }

    @Test(
        "pages of events and of the journal go through both kinds of rows in order",
        arguments: [1, 2, 3, 7, 100]
    )
    func pages(_ limit: Int) async throws {
        let store = try await store()
        let others = InstanceID("ins_2")
        var event: Int64 = 0
        for number in 1...20 as ClosedRange<Int64> {
            let isPlain = number % 3 == 0
            event += 1
            let send: [Change] =
                isPlain
                ? [
                    .command(Sample.command(number, outcome: .failed(.messageNotFound))),
                    .event(
                        Sample.event(event, .instanceState(name: "a", previous: nil, reason: nil))
                    ),
                ]
                : [.sent(Sample.sent(2 * number, event: event, command: number))]
            let noise = Sample.sent(2 * number + 1, of: others, event: number, command: number)
            _ = store.submit(send + [.sent(noise)])
            guard number % 5 == 1 else { continue }
            event += 1
            _ = store.submit([.progress(Sample.progress(2 * number, .delivered, event: event))])
        }
        try await store.submit([]).wait()
        var events: [Int64] = []
        while true {
            let page = try await store.events(of: instance, after: events.last ?? 0, limit: limit)
            guard !page.isEmpty else { break }
            #expect(page.count <= limit)
            events += page.map(\.sequence)
        }
        #expect(events == Array(1...event))
        var rows: [Int64] = []
        while true {
            let page = try await store.commands(of: instance, after: rows.last ?? 0, limit: limit)
            guard !page.isEmpty else { break }
            rows += page.map(\.sequence)
        }
        #expect(rows == Array(1...20))
        #expect(try store.load().eventSequences == [instance: event, others: 20])
        #expect(try store.load().commandSequences == [instance: 20, others: 20])
        #expect(try DataCheck.run(folder: folder).isEmpty)
    }

    @Test("many sends of one transaction are found by their events, whoever's lie between")
    func runs() async throws {
        let store = try await store()
        let instances = (1...3).map { InstanceID("ins_\($0)") }
        var sends: [SentRecord] = []
        var signs: [ProgressRecord] = []
        for number in 1...300 as ClosedRange<Int64> {
            let own = instances[Int(number - 1) % 3]
            let place = (number + 2) / 3
            sends.append(Sample.sent(number, of: own, event: place, command: place))
            signs.append(Sample.progress(number, .delivered, of: own, event: 100 + place))
        }
        try await store.submit(sends.map(Change.sent) + signs.map(Change.progress)).wait()
        // Five runs of 64 rows at most, in each of which every instance has some.
        #expect(try count("runs") == 2 * 5 * 3)
        for instance in instances {
            let events = try await store.events(of: instance, after: 0, limit: 999)
            #expect(events.map(\.sequence) == Array(1...200))
            let late = try await store.events(of: instance, after: 37, limit: 5)
            #expect(late.map(\.sequence) == Array(38...42))
            let rows = try await store.commands(of: instance, after: 90, limit: 99)
            let own = sends.filter { $0.instance == instance }
            #expect(rows.map(\.id) == own.suffix(10).map(\.command.id))
        }
        #expect(try DataCheck.run(folder: folder).isEmpty)
    }

    @Test("sends of the last day that carried a reference or a key are loaded with their messages")
    func references() async throws {
        let store = try await store()
        let referenced = Sample.sent(1, event: 1, command: 1, reference: "r")
        let keyed = Sample.sent(2, event: 2, command: 2, key: "k")
        let plain = Sample.sent(3, event: 3, command: 3)
        try await store.submit([.sent(referenced), .sent(keyed), .sent(plain)]).wait()
        let loaded = try store.load().references
        #expect(loaded.map(\.record) == [referenced.command, keyed.command])
        #expect(loaded.map(\.message) == [referenced.message, keyed.message])
    }

    @Test("the last message of a chat may be a send")
    func lastMessage() async throws {
        let store = try await store()
        try await store.submit([.message(Sample.message("A"), of: instance)]).wait()
        let before = try await store.lastMessage(in: Sample.chat, of: instance, by: .anyone)
        #expect(before?.id == MessageID("A"))
        try await store.submit([.sent(Sample.sent(1, event: 1, command: 1))]).wait()
        let after = try await store.lastMessage(in: Sample.chat, of: instance, by: .anyone)
        #expect(after?.id == Sample.sendID(1))
    }

    @Test("a delivery tells of a send's message as it is now")
    func delivery() async throws {
        let deliveries = try await DeliveryStore()
        let sign = Sample.event(
            2,
            .messageStatus(Sample.sendID(1), .read, chat: nil, participant: nil)
        )
        try await deliveries.submit([
            .sent(Sample.sent(1, event: 1, command: 1)),
            .messageStatus(Sample.sendID(1), of: instance, .read), .event(sign),
            .delivery(Sample.entry(2)),
        ])
        let query = DueQuery(now: Sample.now, inFlight: [], resting: [], limit: 9, ahead: 9)
        let due = try await deliveries.store.dueDeliveries(query)
        #expect(due.map(\.message?.id) == [Sample.sendID(1)])
        #expect(due.first?.message?.status == .read)
    }
}
