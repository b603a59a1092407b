import Canonical
import Engine
import Testing

@Suite("What upstreams tell of accounts and people is put together")
struct RemoteAccountTests {
    private func account(_ phone: String) throws -> LinkedAccount {
        LinkedAccount(
            phone: try Stage.number(phone),
            device: 57,
            lid: "99",
            pushName: "Loja",
            pictureURL: "https://example.com/p.jpg",
            isBusiness: true,
            platform: "smba"
        )
    }

    @Test("an account told again with less keeps what is known of it")
    func tellsLess() async throws {
        let stage = try await RemoteStage()
        let whole = try account(Stage.own)
        _ = await stage.tell(.account(whole))
        let bare = LinkedAccount(phone: whole.phone, device: 0, pushName: "")
        _ = await stage.tell(.account(bare))
        #expect(stage.present?.account == whole)
        var renamed = bare
        renamed.pushName = "Loja 2"
        _ = await stage.tell(.account(renamed))
        #expect(stage.present?.account?.pushName == "Loja 2")
        #expect(stage.present?.account?.lid == "99")
        #expect(stage.events.count { $0.payload.kind == "pairing.success" } == 1)
    }

    @Test("another number's account inherits nothing")
    func anotherNumber() async throws {
        let stage = try await RemoteStage()
        _ = await stage.tell(.account(try account(Stage.own)))
        let other = LinkedAccount(phone: try Stage.number(Stage.ana), device: 0, pushName: "")
        _ = await stage.tell(.account(other))
        #expect(stage.present?.account == other)
    }

    @Test("an event comes with the LID and the name that upstreams told of its people")
    func surroundings() async throws {
        let stage = try await RemoteStage()
        _ = await stage.tell(.account(try account(Stage.own)))
        let ana = Address.phone(try Stage.number(Stage.ana))
        let phone = try Stage.number(Stage.ana)
        var message = ScriptedUpstreams.message(
            of: SendMessage(recipient: ana, content: .text(TextContent("oi"))),
            as: "3EB0AAAAAAAAAAAAAAAA",
            stage.clock.now
        )
        message.isFromMe = false
        message.sender = .lid("77")
        message.senderName = "Ana"
        _ = await stage.tell(.identity(lid: "77", phone: phone), .message(message))
        let event = try #require(stage.events.last)
        let around = stage.engine.surroundings(of: event, message: message)
        let known = around.contacts.first { $0.address == ana }
        #expect(known == Contact(address: ana, lid: "77", name: "Ana"))
        #expect(around.group == nil && around.standing == nil)
        let again = try stage.restarted().surroundings(of: event, message: message)
        #expect(again.contacts.first { $0.address == ana }?.lid == "77")
    }

    @Test("nothing is said of somebody of whom nothing was told")
    func stranger() async throws {
        let stage = try await RemoteStage()
        let message = try await stage.perform(try Stage.text("a")).message
        let event = try #require(stage.events.last)
        #expect(stage.engine.surroundings(of: event, message: message).contacts.isEmpty)
    }
}
