import Canonical
import ConformanceKit
import DialectKit
import Testing

@Suite("Evolution's webhooks of people, groups and the rest are understood")
struct EvolutionHookTests {
    private static let identity: Observation.Kind? = EvolutionPlay.ana.phone.map {
        .identity(lid: "123456789012345", phone: $0)
    }

    private func read(_ name: String, _ context: SpokenContext? = nil) throws -> [Observation.Kind]
    {
        try EvolutionPlay.told(name, context)
    }

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
