import Canonical
import DialectKit
import Testing
import WhatIsUp
import Wire

@Suite("WhatIsUp's messages")
struct WhatIsUpMessageTests {
    private let exchange = Exchange(WhatIsUpDialect())
    private static let path = "/v1/instances/inst_01J7/messages"

    /// A body, what is sent, and to whom.
    static let sends: [(String, Content, String)] = [
        (
            #"{"to":"5511999999999","body":{"type":"text","text":"hello"}}"#,
            .text(TextContent("hello")), "5511999999999@s.whatsapp.net"
        ),
        (
            #"{"to":"+15551234567","type":"text","text":"Order #1234 confirmed"}"#,
            .text(TextContent("Order #1234 confirmed")), "15551234567@s.whatsapp.net"
        ),
        (
            #"{"to":"120363041490582303@g.us","body":{"type":"text","text":"hello"}}"#,
            .text(TextContent("hello")), "120363041490582303@g.us"
        ),
        (
            #"{"to":"5511999999999","body":{"type":"image","media_url":"https://e.com/f","caption":"look"}}"#,
            .media(MediaContent(kind: .image, source: .url("https://e.com/f"), caption: "look")),
            "5511999999999@s.whatsapp.net"
        ),
        (
            #"{"to":"5511999999999","type":"image","media_url":"https://e.com/f"}"#,
            .media(MediaContent(kind: .image, source: .url("https://e.com/f"))),
            "5511999999999@s.whatsapp.net"
        ),
        (
            #"{"to":"5511999999999","body":{"type":"audio","media_url":"https://e.com/f"}}"#,
            .media(MediaContent(kind: .audio, source: .url("https://e.com/f"))),
            "5511999999999@s.whatsapp.net"
        ),
        (
            #"{"to":"5511999999999","body":{"type":"document","media_url":"https://e.com/f","filename":"invoice.pdf"}}"#,
            .media(
                MediaContent(
                    kind: .document,
                    source: .url("https://e.com/f"),
                    fileName: "invoice.pdf"
                )
            ), "5511999999999@s.whatsapp.net"
        ),
        (
            #"{"to":"5511999999999","body":{"type":"sticker","media_url":"https://e.com/s.webp"}}"#,
            .media(
                MediaContent(
                    kind: .sticker,
                    source: .url("https://e.com/s.webp"),
                    mediaType: "image/webp"
                )
            ), "5511999999999@s.whatsapp.net"
        ),
        (
            #"{"to":"5511999999999","body":{"type":"image","media_url":"https://e.com/f","mime_type":"image/png"}}"#,
            .media(
                MediaContent(
                    kind: .image,
                    source: .url("https://e.com/f"),
                    mediaType: "image/png"
                )
            ), "5511999999999@s.whatsapp.net"
        ),
    ]

    @Test("a body is read nested and flat", arguments: sends)
    func send(body: String, content: Content, recipient: String) async {
        _ = await exchange.answer(Call(.post, Self.path, body))
        let command = exchange.performer.last(SendMessage.self)
        #expect(command?.content == content)
        #expect(command?.recipient.jid == recipient)
        #expect(command?.clientReference == nil)
        #expect(command?.referenceWindowMilliseconds == nil)
        #expect(command?.refusesUnknownRecipient == false)
    }

    @Test("a reference is kept, dedupes for five minutes, and comes back", arguments: ["r-1", nil])
    func reference(_ reference: String?) async throws {
        let me = Address.phone(try #require(PhoneNumber("5511999999999")))
        let message = Message(
            id: MessageID("3EB01"),
            chat: me,
            sender: me,
            isFromMe: true,
            isFromAPI: true,
            sentAt: Exchange.now,
            content: .text(TextContent("x")),
            clientReference: reference
        )
        exchange.performer.succeed(SendMessage.self, with: .init(message: message))
        let json = reference.map { "\"\($0)\"" } ?? "null"
        let answer = await exchange.answer(
            Call(
                .post,
                Self.path,
                #"{"to":"5511999999999","type":"text","text":"x","client_ref":\#(json)}"#
            )
        )
        #expect(answer.status == 200)
        #expect(answer.text == #"{"message_id":"3EB01","client_ref":\#(json)}"#)
        let command = exchange.performer.last(SendMessage.self)
        #expect(command?.clientReference == reference)
        #expect(command?.referenceWindowMilliseconds == (reference == nil ? nil : 300_000))
    }

    @Test("an empty reference is none")
    func emptyReference() async {
        let body = #"{"to":"5511999999999","type":"text","text":"x","client_ref":""}"#
        _ = await exchange.answer(Call(.post, Self.path, body))
        #expect(exchange.performer.last(SendMessage.self)?.clientReference == nil)
        #expect(exchange.performer.last(SendMessage.self)?.referenceWindowMilliseconds == nil)
    }
}
