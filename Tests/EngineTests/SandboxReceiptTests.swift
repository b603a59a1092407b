import Canonical
import Engine
import Sandbox
import Testing

@Suite("The sandbox gives receipts by the reader's ways")
struct SandboxReceiptTests {
    /// What is peculiar about a phone, and the statuses its sender sees in time.
    static let personalities: [(Set<PhoneTrait>, [MessageStatus])] = [
        ([], [.delivered]),
        ([.reads], [.delivered, .read]),
        ([.answers], [.delivered, .read]),
        ([.offline], [.sent]),
        ([.blocksYou], [.sent]),
        ([.slow, .reads], [.delivered, .read]),
    ]

    @Test("receipts come in order and never twice", arguments: personalities)
    func receipts(traits: Set<PhoneTrait>, expected: [MessageStatus]) throws {
        let world = try SandboxWorld.demo()
        try world.addPhone("5511977776666", traits)
        try world.send("5511977776666", world.demo)
        world.advance(60_000)
        let statuses = world.statuses[world.demo] ?? []
        #expect(statuses == expected)
        #expect(statuses == statuses.sorted())
        #expect(world.sandbox.nextDue == nil)
    }

    @Test("a plain phone has a message after 300 ms, a slow one later")
    func delays() throws {
        let world = try SandboxWorld.demo()
        try world.addPhone("5511977776666", [.slow])
        try world.send("5511988888888", world.demo)
        try world.send("5511977776666", world.demo)
        world.advance(299)
        #expect(world.statuses[world.demo] == nil)
        world.advance(1)
        #expect(world.statuses[world.demo]?.count == 1)
        world.advance(2699)
        #expect(world.statuses[world.demo]?.count == 1)
        world.advance(1)
        #expect(world.statuses[world.demo]?.count == 2)
    }

    @Test("a phone that answers sends the words back, once")
    func answers() throws {
        let world = try SandboxWorld.demo()
        try world.addPhone("5511977776666", [.answers])
        try world.send("5511977776666", world.demo, "Ping")
        world.advance(60_000)
        let answer = try #require(world.messages[world.demo]?.last)
        #expect(world.messages[world.demo]?.count == 2)
        #expect(answer.chat == .phone(try number("5511977776666")))
        #expect(answer.content == .text(TextContent("Ping")))
    }

    @Test("an account without read receipts gives none")
    func keepsReadingPrivate() throws {
        let world = try SandboxWorld.demo()
        let maria = try world.linked("maria", "5511988888888")
        try world.perform(SetPrivacy(changes: [.readReceipts: .none]), maria)
        try world.send("5511988888888", world.demo)
        try world.perform(MarkChat(chat: try address("5511999999999"), isRead: true), maria)
        world.advance(60_000)
        #expect(world.statuses[world.demo] == [.delivered])
    }

    @Test("receipts beyond the limit are dropped and counted")
    func bounds() throws {
        let world = try SandboxWorld.demo { $0.receiptLimit = 2 }
        for _ in 0..<5 { try world.send("5511988888888", world.demo) }
        world.advance(1000)
        #expect(world.statuses[world.demo]?.count == 2)
        #expect(world.sandbox.droppedReceipts == 3)
    }

    @Test("due things happen in the order of their moments")
    func keepsOrder() throws {
        let world = try SandboxWorld.demo()
        try world.addPhone("5511977776666", [.reads])
        var moments: [Timestamp] = []
        for step in 0..<200 {
            try world.send(step % 3 == 0 ? "5511977776666" : "5511988888888", world.demo)
            world.now = world.now.advanced(byMilliseconds: Int64(step % 7))
        }
        while let due = world.sandbox.nextDue {
            moments.append(due)
            world.now = max(world.now, due)
            world.control { world.sandbox.tick(now: $0, effects: &$1) }
        }
        #expect(moments.count == 267)
        #expect(moments == moments.sorted())
    }
}
