import ConformanceKit
import DialectKit
import Testing

@Suite("Evolution's webhooks of messages are understood")
struct EvolutionMessageHookTests {
    private static let identity: Observation.Kind? = EvolutionPlay.ana.phone.map {
        .identity(lid: "123456789012345", phone: $0)
    }

    private func read(_ name: String, _ context: SpokenContext? = nil) throws -> [Observation.Kind]
    {
        try EvolutionPlay.told(name, context)
    }

    private func message(_ name: String) throws -> Message {
        let kinds = try read(name)
        for case .message(let message) in kinds { return message }
        throw CommandFailure(.messageNotFound, "\(kinds)")
    }

    private func media(_ name: String) throws -> MediaContent {
        guard case .media(let media) = try message(name).content else {
            throw CommandFailure(.mediaUnsupported, name)
        }
        return media
    }

    @Test("a message has its writer, words, time and status")
    func words() throws {
        let message = try message("messages.upsert.1")
        #expect(
            message
                == Message(
                    id: MessageID("3A1B2C3D4E5F60718293"),
                    chat: EvolutionPlay.ana,
                    sender: EvolutionPlay.ana,
                    senderName: "Ana",
                    isFromMe: false,
                    isFromAPI: false,
                    sentAt: EvolutionPlay.now,
                    content: .text(TextContent("Bom dia")),
                    status: .delivered
                )
        )
    }

    @Test(
        "a chat by LID and phone is told as one person before the message, which has the phone",
        arguments: ["messages.upsert.2", "messages.upsert.13"]
    )
    func identity(hook: String) throws {
        #expect(try read(hook).first == Self.identity)
        #expect(try message(hook).chat == EvolutionPlay.ana)
        #expect(try message(hook).sender == EvolutionPlay.ana)
    }

    @Test("a chat by LID alone stays a LID")
    func lidAlone() throws {
        #expect(try read("messages.upsert.3").count == 1)
        #expect(try message("messages.upsert.3").chat == EvolutionPlay.lid)
    }

    @Test("in a group the writer is told by both addresses")
    func group() throws {
        #expect(try read("messages.upsert.9").first == Self.identity)
        let message = try message("messages.upsert.9")
        #expect(message.chat == EvolutionPlay.group)
        #expect(message.sender == EvolutionPlay.ana)
    }

    @Test("a file is its bytes, the server's copy, or WhatsApp's encrypted one")
    func files() throws {
        let bytes: MediaContent.Source = .bytes([0xFF, 0xD8, 0xFF, 0xE0])
        #expect(try media("messages.upsert.4").source == bytes)
        #expect(try media("messages.upsert.4").caption == "Veja")
        #expect(try media("messages.upsert.5").kind == .voice)
        #expect(
            try media("messages.upsert.5").source == .url("https://minio.example/evolution/2.ogg")
        )
        #expect(try media("messages.upsert.17").isViewOnce)
        #expect(try media("messages.upsert.17").source == bytes)
        let kept = try #require(try media("messages.upsert.6").kept)
        #expect(kept.sha256 == "01ff")
        #expect(kept.byteCount == 1_234)
        #expect(kept.mediaKey == "AgM=")
        #expect(kept.encryptedURL == "https://mmg.whatsapp.net/v/3.enc")
    }

    @Test("an answer quotes, mentions, and was forwarded")
    func quoting() throws {
        let message = try message("messages.upsert.10")
        let quoted = Content.text(TextContent("Pode?"))
        #expect(
            message.quoted
                == Quote(
                    id: MessageID("3EB0A1B2C3D4E5F60718"),
                    sender: EvolutionPlay.me,
                    content: quoted
                )
        )
        #expect(message.isForwarded)
        #expect(
            message.content
                == .text(TextContent("Sim @5511999999999", mentions: [EvolutionPlay.me]))
        )
    }

    @Test("a choice in a menu quotes the menu")
    func choice() throws {
        let message = try message("messages.upsert.14")
        #expect(message.content == .reply(ReplyContent(kind: .list, id: "p1", title: "Pizza")))
        #expect(message.quoted?.id == MessageID("3EB0A1B2C3D4E5F60718"))
    }

    @Test("a poll is read with its options")
    func poll() throws {
        let poll = PollContent(question: "Quando?", options: ["Hoje", "Amanhã"])
        #expect(try message("messages.upsert.18").content == .poll(poll))
    }

    @Test(
        "our own sends come as echoes, and those of the phone as messages of ours",
        arguments: [("send.message.1", true), ("messages.upsert.11", false)]
    )
    func own(hook: String, isFromAPI: Bool) throws {
        let message = try message(hook)
        #expect(message.isFromMe)
        #expect(message.isFromAPI == isFromAPI)
        #expect(message.sender == EvolutionPlay.me)
        #expect(message.senderName == "Loja")
        #expect(message.chat == EvolutionPlay.ana)
    }

    @Test("a reaction is one")
    func reaction() throws {
        let reaction = Reaction(
            id: MessageID("3A1B2C3D4E5F60718293"),
            message: MessageID("3EB0A1B2C3D4E5F60718"),
            chat: EvolutionPlay.ana,
            sender: EvolutionPlay.ana,
            isFromMe: false,
            isOnOwnMessage: true,
            emoji: "👍"
        )
        #expect(try read("messages.upsert.7") == [.event(.messageReaction(reaction))])
    }

    @Test("a vote is told where it was decrypted")
    func vote() throws {
        let vote = PollVote(
            id: MessageID("3A1B2C3D4E5F60718293"),
            poll: MessageID("3EB0A1B2C3D4E5F60718"),
            chat: EvolutionPlay.ana,
            voter: EvolutionPlay.ana,
            isFromMe: false,
            options: ["Sim"]
        )
        #expect(try read("messages.upsert.8") == [.event(.messagePollVote(vote))])
    }

    @Test(
        "how far a message came",
        arguments: [("messages.update.1", MessageStatus.delivered), ("messages.update.5", .failed)]
    )
    func status(hook: String, status: MessageStatus) throws {
        let id = MessageID("3EB0A1B2C3D4E5F60718")
        #expect(try read(hook) == [.status(id, status, chat: EvolutionPlay.ana, participant: nil)])
    }

    @Test("a receipt in a group names its reader, without the device")
    func receipt() throws {
        let id = MessageID("3EB0A1B2C3D4E5F60718")
        #expect(
            try read("messages.update.2") == [
                .status(id, .read, chat: EvolutionPlay.group, participant: EvolutionPlay.ana)
            ]
        )
    }

    @Test(
        "a deletion is one under each of its names",
        arguments: [
            ("messages.update.3", "3EB0A1B2C3D4E5F60718"),
            ("messages.delete.1", "3A1B2C3D4E5F60718293"),
            ("messages.delete.2", "3EB0A1B2C3D4E5F60718"),
            ("messages.upsert.15", "3A1B2C3D4E5F60718293"),
        ]
    )
    func deletion(hook: String, id: String) throws {
        #expect(try read(hook) == [.revoked(MessageID(id), chat: EvolutionPlay.ana)])
    }

    @Test("a deletion under the name of a change is one too")
    func deletionAsEdit() throws {
        #expect(
            try read("messages.edited.3") == [
                .revoked(MessageID("3A1B2C3D4E5F60718293"), chat: EvolutionPlay.group)
            ]
        )
    }

    @Test("a change has the new words", arguments: ["messages.edited.1", "send.message.update.1"])
    func edit(hook: String) throws {
        guard case .event(.messageEdited(let edit))? = try read(hook).first else {
            Issue.record("no change")
            return
        }
        #expect(edit.message == MessageID("3EB0A1B2C3D4E5F60718"))
        #expect(edit.content == .text(TextContent("Olá!")))
        #expect(edit.chat == EvolutionPlay.ana)
        #expect(edit.isFromMe)
    }
}
