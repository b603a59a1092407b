import Canonical
import DialectKit
import Testing
import Uazapi
import Wire

@Suite("uazapi answers sends")
struct UazapiSendTests {
    private let exchange = Exchange(UazapiDialect())

    @Test("a text is answered with the message and the documented response")
    func text() async {
        let answer = await send(
            UazapiFixture.message(.text(TextContent("Olá"))),
            #"{"number":"5511888888888","text":"Olá"}"#
        )
        #expect(answer.status == 200)
        #expect(
            answer.text
                == #"{"id":"5511999999999:3EB00000000000000001","#
                + #""messageid":"3EB00000000000000001","chatid":"5511888888888@s.whatsapp.net","#
                + #""sender":"5511999999999@s.whatsapp.net","senderName":"Loja Exemplo","#
                + #""fromMe":true,"isGroup":false,"messageType":"ExtendedTextMessage","#
                + #""content":{"contextInfo":{},"text":"Olá"},"text":"Olá","source":"web","#
                + #""status":"Pending","messageTimestamp":1787161430102,"quoted":"","edited":"","#
                + #""reaction":"","convertOptions":"","owner":"5511999999999","track_id":"","#
                + #""track_source":"","readChatAttempted":false,"#
                + #""response":{"status":"success","message":"Message sent successfully"}}"#
        )
    }

    @Test("what the request said of the message comes back")
    func options() async {
        var message = UazapiFixture.message(
            .text(TextContent("x", mentions: [UazapiFixture.friend])),
            chat: .group("120363041490582303")
        )
        message.quoted = Quote(id: MessageID("3EB0"), sender: UazapiFixture.friend)
        message.isForwarded = true
        message.clientReference = "t1"
        let answer = await send(
            message,
            #"{"number":"120363041490582303@g.us","text":"x","readchat":true,"track_source":"crm"}"#
        )
        #expect(
            answer.text.contains(
                #""content":{"contextInfo":{"stanzaID":"3EB0","#
                    + #""participant":"5511888888888@s.whatsapp.net","#
                    + #""mentionedJID":["5511888888888@s.whatsapp.net"],"#
                    + #""forwardingScore":1,"isForwarded":true},"text":"x"}"#
            )
        )
        #expect(answer.text.contains(#""chatid":"120363041490582303@g.us""#))
        #expect(answer.text.contains(#""fromMe":true,"isGroup":true"#))
        #expect(answer.text.contains(#""quoted":"3EB0""#))
        #expect(
            answer.text.contains(
                #""track_id":"t1","track_source":"crm","readChatAttempted":true"#
            )
        )
    }

    @Test("a file is answered with its description and where its encrypted copy lies")
    func media() async {
        let answer = await send(
            UazapiFixture.message(
                .media(
                    MediaContent(
                        kind: .image,
                        source: .kept(UazapiFixture.kept),
                        caption: "legenda"
                    )
                )
            ),
            path: "/send/media",
            #"{"number":"5511888888888","type":"image","file":"https://e.com/f","text":"legenda"}"#
        )
        #expect(
            answer.text.contains(
                #""messageType":"ImageMessage","content":{"URL":"https://mmg.whatsapp.net/v/f.enc","#
                    + #""mimetype":"image/jpeg","fileSHA256":"AP8Q","fileLength":1234,"#
                    + #""mediaKey":"a2V5","fileEncSHA256":"ZW5j","#
                    + #""directPath":"/v/t62.7118-24/f.enc","caption":"legenda","contextInfo":{}},"#
                    + #""text":"legenda","#
            )
        )
        #expect(
            answer.text.hasSuffix(
                #""response":{"status":"success","message":"Media sent successfully","#
                    + #""fileUrl":"https://mmg.whatsapp.net/v/f.enc"}}"#
            )
        )
    }

    static let kinds: [(MediaContent, String, String)] = [
        (
            MediaContent(kind: .video, source: .url("u"), isGIF: true), "VideoMessage",
            #"{"gifPlayback":true,"contextInfo":{}}"#
        ),
        (
            MediaContent(kind: .videoNote, source: .url("u"), isViewOnce: true), "PtvMessage",
            #"{"viewOnce":true,"contextInfo":{}}"#
        ),
        (
            MediaContent(kind: .voice, source: .url("u")), "AudioMessage",
            #"{"PTT":true,"contextInfo":{}}"#
        ),
        (
            MediaContent(kind: .audio, source: .url("u"), mediaType: "audio/mpeg"), "AudioMessage",
            #"{"mimetype":"audio/mpeg","contextInfo":{}}"#
        ),
        (
            MediaContent(kind: .document, source: .url("u"), fileName: "C.pdf"), "DocumentMessage",
            #"{"fileName":"C.pdf","contextInfo":{}}"#
        ),
        (
            MediaContent(kind: .sticker, source: .url("u")), "StickerMessage",
            #"{"contextInfo":{}}"#
        ),
    ]

    @Test("a kind of file has its type, and what is unknown of it is left out", arguments: kinds)
    func kind(_ media: MediaContent, type: String, content: String) async {
        let answer = await send(
            UazapiFixture.message(.media(media)),
            path: "/send/media",
            #"{"number":"5511888888888","type":"image","file":"https://e.com/f"}"#
        )
        #expect(answer.text.contains(#""messageType":"\#(type)","content":\#(content),"#))
        #expect(!answer.text.contains("fileUrl"))
    }

    private func send(
        _ message: Message,
        path: String = "/send/text",
        _ body: String
    ) async -> HTTPResponse {
        exchange.performer.succeed(SendMessage.self, with: .init(message: message))
        return await exchange.answer(Call(.post, path, body))
    }
}
