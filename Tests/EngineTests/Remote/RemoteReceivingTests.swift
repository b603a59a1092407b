import Canonical
import Engine
import Testing

@Suite("What an upstream tells counts once")
struct RemoteReceivingTests {
    private static let id = MessageID("3EB0BBBBBBBBBBBBBBBB")

    private func received(_ id: MessageID = id, from sender: Address? = nil) throws -> Message {
        let sender = try sender ?? .phone(Stage.number(Stage.ana))
        return Message(
            id: id,
            chat: sender,
            sender: sender,
            isFromMe: false,
            isFromAPI: false,
            sentAt: Timestamp(milliseconds: 1_700_000_000_000),
            content: .text(TextContent("hi"))
        )
    }

    private func kinds(_ stage: RemoteStage) -> [String] {
        stage.events.map(\.payload.kind).filter { $0 != "instance.state" }
    }

    @Test("a message told twice is told once, also after a restart")
    func twice() async throws {
        let stage = try await RemoteStage()
        #expect(await stage.tell(.message(try received())))
        #expect(await stage.tell(.message(try received()), .message(try received())))
        let engine = try stage.restarted()
        let again = [Observation(.message(try received()), at: stage.clock.now)]
        #expect(await engine.receive(again, of: stage.instance, from: RemoteStage.farID))
        #expect(kinds(stage) == ["message.received"])
    }

    @Test("true comes only when everything is durable")
    func durable() async throws {
        let stage = try await RemoteStage()
        stage.store.holdBack()
        let message = try received()
        let told = Task { await stage.tell(.message(message)) }
        while stage.store.waitingCount == 0 { await Task.yield() }
        #expect(stage.store.waitingCount == 1)
        let again = Task { await stage.tell(.message(message)) }
        while stage.store.waitingCount == 1 { await Task.yield() }
        stage.store.release()
        #expect(await told.value)
        #expect(await again.value)
        #expect(kinds(stage) == ["message.received"])
        stage.store.fail(StoreError(.noSpace, "full"))
        #expect(await !stage.tell(.message(try received(MessageID("3EB0EEEEEEEEEEEEEEEE")))))
    }

    @Test("a status never goes back, and none is told twice")
    func statuses() async throws {
        let stage = try await RemoteStage()
        let sent = try await stage.perform(try Stage.text("a")).message
        let chat = sent.chat
        for status in [MessageStatus.sent, .delivered, .sent, .delivered, .read, .failed, .read] {
            _ = await stage.tell(.status(sent.id, status, chat: chat, participant: nil))
        }
        let engine = try stage.restarted()
        for status in [MessageStatus.delivered, .read] {
            let told = Observation(
                .status(sent.id, status, chat: chat, participant: nil),
                at: stage.clock.now
            )
            _ = await engine.receive([told], of: stage.instance, from: RemoteStage.farID)
        }
        let told = stage.events.compactMap { event -> MessageStatus? in
            if case .messageStatus(_, let status, _, _) = event.payload { status } else { nil }
        }
        #expect(told == [.sent, .delivered, .read])
    }

    @Test("the members of a group have their own statuses")
    func members() async throws {
        let stage = try await RemoteStage()
        let sent = try await stage.perform(try Stage.text("a")).message
        let ana = Address.phone(try Stage.number(Stage.ana))
        let other = Address.phone(try Stage.number(Stage.nobody))
        _ = await stage.tell(.status(sent.id, .read, chat: nil, participant: ana))
        _ = await stage.tell(.status(sent.id, .delivered, chat: nil, participant: other))
        _ = await stage.tell(.status(sent.id, .delivered, chat: nil, participant: ana))
        #expect(kinds(stage).count { $0 == "message.status" } == 2)
    }

    @Test("a status before its message waits for it")
    func early() async throws {
        let stage = try await RemoteStage(waits: 60_000)
        let told = Task {
            await stage.tell(.status(Self.id, .read, chat: nil, participant: nil))
        }
        for _ in 0..<50 { await Task.yield() }
        #expect(kinds(stage).isEmpty)
        #expect(await stage.tell(.message(try received())))
        #expect(await told.value)
        #expect(kinds(stage) == ["message.received", "message.status"])
    }

    @Test("a status whose message never comes is told when the wait is over")
    func never() async throws {
        let stage = try await RemoteStage(waits: 20)
        stage.engine.start()
        defer { stage.engine.stop() }
        #expect(await stage.tell(.status(Self.id, .read, chat: nil, participant: nil)))
        #expect(kinds(stage) == ["message.status"])
    }

    @Test("people are brought together before their messages are told")
    func identities() async throws {
        let stage = try await RemoteStage()
        let phone = try Stage.number(Stage.ana)
        #expect(
            await stage.tell(
                .identity(lid: "77", phone: phone),
                .message(try received(from: .lid("77")))
            )
        )
        _ = await stage.tell(.identity(lid: "77", phone: phone))
        let kept = try await stage.store.message(Self.id, of: stage.instance)
        #expect(kept?.chat == .phone(phone) && kept?.sender == .phone(phone))
        let merges = stage.store.changes.count { change in
            if case .identity = change { true } else { false }
        }
        #expect(merges == 1)
    }

    @Test("reactions, edits and deletions are told once, with clients' ids")
    func others() async throws {
        let stage = try await RemoteStage()
        stage.far.script(.sent("uuid-1"))
        let sent = try await stage.perform(try Stage.text("a")).message
        let reaction = Reaction(
            id: MessageID("uuid-2"),
            message: MessageID("uuid-1"),
            chat: sent.chat,
            sender: sent.chat,
            isFromMe: false,
            isOnOwnMessage: true,
            emoji: "👍"
        )
        for _ in 0..<2 {
            _ = await stage.tell(.event(.messageReaction(reaction)))
            _ = await stage.tell(.revoked(MessageID("uuid-1"), chat: sent.chat))
        }
        let told = stage.events.compactMap(\.payload.message)
        #expect(told == [sent.id, sent.id, sent.id])
        #expect(kinds(stage) == ["message.sent", "message.reaction", "message.revoked"])
    }

    @Test("a way that is not the primary one tells only of what it sent")
    func otherWays() async throws {
        let stage = try await RemoteStage()
        try await stage.route { $0.candidate = .init(upstream: RemoteStage.nearID, hookKey: "") }
        let near = RemoteStage.nearID
        let before = stage.events.count
        #expect(await stage.tell(.message(try received()), from: near))
        #expect(await stage.tell(.link(.loggedOut, .logout), from: near))
        #expect(await stage.tell(.status(Self.id, .read, chat: nil, participant: nil), from: near))
        #expect(stage.events.count == before)
        #expect(stage.present?.state == .connected)
    }

    @Test("a link is told when it changes, and a code only when it is another one")
    func links() async throws {
        let stage = try await RemoteStage()
        let before = stage.events.count
        try await stage.connect()
        #expect(stage.events.count == before)
        for (text, expiry) in [("q1", 1), ("q1", 2), ("q2", 3)] {
            let code = PairingCode(
                method: .qr(text: text, imageURL: ""),
                attempt: 1,
                expiresAt: Timestamp(milliseconds: Int64(expiry))
            )
            _ = await stage.tell(.link(.awaitingPairing(code), nil))
        }
        #expect(
            stage.events.dropFirst(before).map(\.payload.kind)
                == ["instance.state", "pairing.qr", "pairing.qr"]
        )
    }

    @Test("a hook of nobody is refused")
    func nobody() async throws {
        let stage = try await RemoteStage()
        #expect(await !stage.engine.receive([Observation(.alive, at: stage.clock.now)], hook: "x"))
    }
}
