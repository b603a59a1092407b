import Canonical
import ConformanceKit
import DialectKit
import Testing

@Suite("Evolution's webhooks are understood")
struct EvolutionHookTests {
    private static let identity: Observation.Kind? = EvolutionPlay.ana.phone.map {
        .identity(lid: "123456789012345", phone: $0)
    }

    private func read(
        _ name: String,
        _ context: SpokenContext? = nil
    ) throws -> [Observation.Kind] {
        let events = try #require(EvolutionPlay.speech.events)
        let context = try context ?? EvolutionPlay.context()
        return try events.read(try EvolutionPlay.hook(name), context).map(\.kind)
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

    // MARK: - Messages

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

    // MARK: - The link

    @Test("a connection that opens tells its account")
    func open() throws {
        var account = try EvolutionPlay.account()
        account.pushName = "Loja Exemplo"
        account.pictureURL = "https://pps.whatsapp.net/v/loja.jpg"
        #expect(try read("connection.update.1") == [.account(account), .link(.connected, nil)])
    }

    @Test(
        "a connection that ends says how",
        arguments: [
            ("connection.update.3", LinkState.loggedOut, Disconnect.Reason.logout),
            ("connection.update.4", .pairingExpired, .qrTimeout),
            ("connection.update.5", .failed("The upstream's connection ended with code 402"), nil),
            ("status.instance.1", .loggedOut, .logout),
            ("qrcode.updated.2", .pairingExpired, .qrTimeout),
        ] as [(String, LinkState, Disconnect.Reason?)]
    )
    func ends(hook: String, state: LinkState, reason: Disconnect.Reason?) throws {
        #expect(try read(hook) == [.link(state, reason)])
    }

    @Test(
        "connecting is starting or reconnecting, and never takes away a code or a fresh connection"
    )
    func connecting() throws {
        let hook = "connection.update.2"
        #expect(try read(hook) == [.link(.reconnecting, nil)])
        let unlinked = try EvolutionPlay.context(.created, isLinked: false)
        #expect(try read(hook, unlinked) == [.link(.starting, nil)])
        let code = PairingCode(
            method: .qr(text: "a", imageURL: "b"),
            attempt: 1,
            expiresAt: EvolutionPlay.now
        )
        #expect(try read(hook, EvolutionPlay.context(.awaitingPairing(code))) == [.alive])
        let fresh = try EvolutionPlay.context()
        var instance = fresh.instance
        instance.updatedAt = EvolutionPlay.now
        let context = SpokenContext(
            settings: fresh.settings,
            instance: instance,
            now: fresh.now,
            reference: ""
        )
        #expect(try read(hook, context) == [.alive])
    }

    @Test("a code is the next one of its pairing")
    func code() throws {
        let first = PairingCode(
            method: .qr(text: "a", imageURL: "b"),
            attempt: 4,
            expiresAt: EvolutionPlay.now
        )
        let context = try EvolutionPlay.context(.awaitingPairing(first), isLinked: false)
        guard
            case .link(.awaitingPairing(let code), nil)? = try read("qrcode.updated.1", context)
                .first
        else {
            Issue.record("no code")
            return
        }
        #expect(code.attempt == 5)
        #expect(code.qr?.text.hasPrefix("2@") == true)
        #expect(code.expiresAt == EvolutionPlay.now.advanced(byMilliseconds: 21_000))
    }

    @Test("a code to type follows one, and expires as one")
    func typed() throws {
        let phone = try #require(PhoneNumber("5511999999999"))
        let first = PairingCode(
            method: .code("AAAABBBB", phone: phone),
            attempt: 1,
            expiresAt: EvolutionPlay.now
        )
        let context = try EvolutionPlay.context(.awaitingPairing(first), isLinked: false)
        guard
            case .link(.awaitingPairing(let code), nil)? = try read("qrcode.updated.3", context)
                .first
        else {
            Issue.record("no code")
            return
        }
        #expect(code.method == .code("WZYEH1YY", phone: phone))
        #expect(try read("qrcode.updated.2", context) == [.link(.pairingExpired, .codeTimeout)])
    }

    // MARK: - People and groups

    @Test(
        "what somebody is doing",
        arguments: [
            (
                "presence.update.1",
                EventPayload.chatPresence(
                    chat: EvolutionPlay.ana,
                    from: EvolutionPlay.ana,
                    .composing
                )
            ),
            ("presence.update.2", .contactPresence(EvolutionPlay.ana, isAvailable: true)),
            (
                "presence.update.3",
                .chatPresence(chat: EvolutionPlay.group, from: EvolutionPlay.lid, .recording)
            ),
        ]
    )
    func presence(hook: String, payload: EventPayload) throws {
        #expect(try read(hook) == [.event(payload)])
    }

    @Test("a group that the account came into is told with its members")
    func joined() throws {
        guard
            case .event(.groupJoined(let group, let author, let isNew))? = try read(
                "groups.upsert.1"
            ).first
        else {
            Issue.record("no group")
            return
        }
        #expect(group.participants.count == 2)
        #expect(author == EvolutionPlay.ana)
        #expect(isNew)
    }

    @Test("changed settings are told where they come at all")
    func changed() throws {
        #expect(
            try read("groups.update.1") == [
                .event(.groupChanged(EvolutionPlay.group, .subject("Pedidos"), by: nil)),
                .event(.groupChanged(EvolutionPlay.group, .announce(true), by: nil)),
            ]
        )
    }

    @Test("the digits of a LID are never taken for a phone")
    func lidDigits() throws {
        let people = [
            Participant(address: EvolutionPlay.ana, lid: "123456789012345", role: .member),
            Participant(address: .lid("999888777666"), lid: "999888777666", role: .member),
        ]
        #expect(
            try read("group-participants.update.1") == [
                try #require(Self.identity),
                .event(
                    .groupParticipants(EvolutionPlay.group, .add, people, by: EvolutionPlay.ana)
                ),
            ]
        )
    }

    @Test("an account that is put out has left, and who is promoted is an admin")
    func members() throws {
        #expect(
            try read("group-participants.update.2") == [
                .event(.groupLeft(EvolutionPlay.group, by: EvolutionPlay.ana))
            ]
        )
        let ana = Participant(address: EvolutionPlay.ana, role: .admin)
        #expect(
            try read("group-participants.update.3") == [
                .event(
                    .groupParticipants(EvolutionPlay.group, .promote, [ana], by: EvolutionPlay.me)
                )
            ]
        )
    }

    @Test("contacts are told one by one, groups aside")
    func contacts() throws {
        let ana = Contact(
            address: EvolutionPlay.ana,
            lid: nil,
            name: "Ana",
            pictureURL: "https://pps.whatsapp.net/v/ana.jpg"
        )
        #expect(try read("contacts.upsert.1") == [.event(.contactChanged(ana, isNew: true))])
        let bia = Contact(address: EvolutionPlay.lid, lid: "123456789012345", name: "Bia")
        #expect(try read("contacts.update.1") == [.event(.contactChanged(bia, isNew: false))])
    }

    @Test("calls and labels are told")
    func callsAndLabels() throws {
        func call(isVideo: Bool) -> Canonical.Call {
            Canonical.Call(
                id: "C0FFEE00C0FFEE00",
                from: EvolutionPlay.ana,
                lid: nil,
                group: nil,
                isVideo: isVideo
            )
        }
        #expect(try read("call.1") == [.event(.callOffered(call(isVideo: true)))])
        #expect(try read("call.2") == [.event(.callEnded(call(isVideo: false), .missed))])
        #expect(
            try read("labels.edit.1") == [
                .event(.labelChanged(Label(id: "7", name: "Pago", color: 3)))
            ]
        )
        #expect(
            try read("labels.association.1") == [
                .event(.labelAttached("7", chat: EvolutionPlay.ana, isAttached: true))
            ]
        )
    }

    // MARK: - What is not understood

    @Test(
        "what is not understood is named and nothing more",
        arguments: [
            ("messages.upsert.12", "messages.upsert"), ("messages.upsert.16", "messages.upsert"),
            ("messages.update.4", "messages.update"), ("messages.update.6", "messages.update"),
            ("messages.edited.2", "messages.edited"), ("call.3", "call"),
            ("chats.upsert.1", "chats.upsert"),
        ]
    )
    func raw(hook: String, name: String) throws {
        #expect(try read(hook) == [.event(.other(kind: "raw.\(name)", json: "{}"))])
    }

    @Test("every kind that is promised is told by some webhook, the link's aside")
    func kinds() throws {
        let promised = try #require(EvolutionPlay.speech.events).kinds
        var told: Set<String> = ["instance.state", "pairing.qr", "pairing.code"]
        for file in Repository.jsonNames(in: "Fixtures/evolution/hooks") {
            for kind in try read(String(file.dropLast(".json".count))) {
                switch kind {
                case .message(let message):
                    told.insert(message.isFromMe ? "message.sent" : "message.received")
                case .status: told.insert("message.status")
                case .revoked: told.insert("message.revoked")
                case .event(let payload): told.insert(payload.kind)
                case .link, .account, .identity, .alive: break
                }
            }
        }
        #expect(promised.subtracting(told) == [])
    }

    @Test("the instance's key is in nothing that is told")
    func credential() throws {
        for file in Repository.jsonNames(in: "Fixtures/evolution/hooks") {
            let kinds = try read(String(file.dropLast(".json".count)))
            #expect(!"\(kinds)".contains("B2F6C1D0"), "\(file)")
        }
    }
}
