import Canonical
import DialectKit
import Testing
import Uazapi
import Wire

@Suite("uazapi reads requests")
struct UazapiRequestTests {
    /// A call and the command that it must become.
    struct Case: Sendable, CustomTestStringConvertible {
        let call: Call
        let command: any Command
        var testDescription: String { call.description }

        init(_ call: Call, _ command: any Command) {
            self.call = call
            self.command = command
        }
    }

    static let instances: [Case] = [
        Case(Call(.post, "/instance/connect"), ConnectInstance()),
        Case(Call(.post, "/instance/connect", "{}"), ConnectInstance()),
        Case(Call(.post, "/instance/connect", #"{"phone":null}"#), ConnectInstance()),
        Case(
            Call(.post, "/instance/connect", #"{"phone":"","browser":"auto"}"#),
            ConnectInstance()
        ),
        Case(
            Call(.post, "/instance/connect", #"{"phone":"5511999999999"}"#),
            ConnectInstance(pairingPhone: UazapiFixture.me)
        ),
        Case(Call(.post, "/instance/disconnect"), DisconnectInstance()),
        Case(Call(.post, "/instance/disconnect", "not json"), DisconnectInstance()),
        Case(Call(.get, "/instance/status"), GetInstance()),
        Case(
            Call(.post, "/instance/updateInstanceName", #"{"name":"Minha Nova 2024!@#","x":1}"#),
            RenameInstance(name: "Minha Nova 2024!@#")
        ),
        Case(Call(.delete, "/instance"), DeleteInstance()),
        Case(Call(.get, "/instance/privacy"), GetPrivacy()),
        Case(
            Call(.post, "/instance/presence", #"{"presence":"available"}"#),
            SetAvailability(isAvailable: true)
        ),
        Case(
            Call(.post, "/instance/presence", #"{"presence":"unavailable"}"#),
            SetAvailability(isAvailable: false)
        ),
        Case(Call(.get, "/instance/all"), ListInstances()),
    ]

    @Test("a call about an instance becomes its command", arguments: instances)
    func instance(of sample: Case) async {
        await expect(sample)
    }

    @Test("both names of the creation become one command", arguments: ["create", "init"])
    func creation(name: String) async {
        let call = Call(.post, "/instance/\(name)", #"{"name":"n","systemName":"","browser":"x"}"#)
        await expect(Case(call, CreateInstance(name: "n")))
    }

    @Test("a creation keeps the vendor's own texts")
    func creationExtras() async {
        let exchange = Exchange(UazapiDialect())
        _ = await exchange.answer(
            Call(
                .post,
                "/instance/create",
                #"{"name":"n","systemName":"s","adminField01":"1","adminField02":"2"}"#
            )
        )
        #expect(
            exchange.performer.last(CreateInstance.self)?.extras
                == [
                    "uazapi.systemName": "s", "uazapi.adminField01": "1",
                    "uazapi.adminField02": "2",
                ]
        )
    }

    @Test("every privacy key and value has its canonical word")
    func privacy() async {
        let exchange = Exchange(UazapiDialect())
        let body = #"""
            {"groupadd":"contacts","last":"none","status":"contact_blacklist","profile":"all",
            "readreceipts":"none","online":"match_last_seen","calladd":"known"}
            """#
        _ = await exchange.answer(Call(.post, "/instance/privacy", body))
        #expect(
            exchange.performer.last(SetPrivacy.self)?.changes
                == [
                    .groupAdd: .contacts, .lastSeen: .none, .about: .contactsExcept,
                    .picture: .all, .readReceipts: .none, .online: .sameAsLastSeen, .call: .known,
                ]
        )
    }

    static let texts: [Case] = [
        Case(
            Call(.post, "/send/text", #"{"number":"5511888888888","text":"Olá {{name}}"}"#),
            SendMessage(
                recipient: UazapiFixture.friend,
                content: .text(TextContent("Olá {{name}}"))
            )
        ),
        Case(
            Call(
                .post,
                "/send/text",
                #"""
                {"number":"5511888888888@s.whatsapp.net","text":"x","delay":1200,"readchat":true,
                "replyid":"5511999999999:3EB0","forward":true,"track_id":"t1","track_source":"crm",
                "mentions":"5511777777777","linkPreview":true,"readmessages":true,"async":true}
                """#
            ),
            SendMessage(
                recipient: UazapiFixture.friend,
                content: .text(TextContent("x")),
                quoted: Quote(id: MessageID("3EB0")),
                isForwarded: true,
                delayMilliseconds: 1200,
                marksChatRead: true,
                clientReference: "t1",
                clientSource: "crm"
            )
        ),
        Case(
            Call(
                .post,
                "/send/text",
                #"{"number":"120363041490582303@g.us","text":"x","replyid":"3EB0","delay":-5,"#
                    + #""mentions":"5511888888888, 123456789012345@lid"}"#
            ),
            SendMessage(
                recipient: .group("120363041490582303"),
                content: .text(
                    TextContent("x", mentions: [UazapiFixture.friend, .lid("123456789012345")])
                ),
                quoted: Quote(id: MessageID("3EB0"))
            )
        ),
        Case(
            Call(
                .post,
                "/send/text",
                #"{"number":"120363041490582303@g.us","text":"x","mentions":["5511888888888"]}"#
            ),
            SendMessage(
                recipient: .group("120363041490582303"),
                content: .text(TextContent("x", mentions: [UazapiFixture.friend]))
            )
        ),
        Case(
            Call(
                .post,
                "/send/text",
                #"{"number":"120363123456789012@newsletter","text":"x","track_id":""}"#
            ),
            SendMessage(
                recipient: .newsletter("120363123456789012"),
                content: .text(TextContent("x"))
            )
        ),
    ]

    @Test("a text becomes a send", arguments: texts)
    func text(of sample: Case) async {
        await expect(sample)
    }

    /// A media type and what it is to the reader.
    static let types: [(String, MediaContent.Kind, Bool)] = [
        ("image", .image, false), ("video", .video, false), ("videoplay", .video, true),
        ("document", .document, false), ("audio", .audio, false), ("myaudio", .voice, false),
        ("ptt", .voice, false), ("ptv", .videoNote, false), ("sticker", .sticker, false),
    ]

    @Test(
        "every type of media has its canonical kind, and what WhatsApp lets it carry",
        arguments: types
    )
    func type(name: String, kind: MediaContent.Kind, isGIF: Bool) async {
        let viewOnce = kind != .document && kind != .sticker
        let content = MediaContent(
            kind: kind,
            source: .url("https://e.com/f"),
            fileName: kind == .document ? "n" : nil,
            caption: [.image, .video, .document].contains(kind) ? "t" : nil,
            isViewOnce: viewOnce,
            isGIF: isGIF
        )
        let body = #"""
            {"number":"5511888888888","type":"\#(name)","file":"https://e.com/f","viewOnce":true,
            "text":"t","docName":"n"}
            """#
        await expect(
            Case(
                Call(.post, "/send/media", body),
                SendMessage(recipient: UazapiFixture.friend, content: .media(content))
            )
        )
    }

    /// A file as it is written, its source, and the type that it names.
    static let files: [(String, MediaContent.Source, String?)] = [
        ("HTTP://exemplo.com/f", .url("HTTP://exemplo.com/f"), nil),
        ("Zm9v", .bytes(Array("foo".utf8)), nil),
        ("data:image/png;base64,Zm9v", .bytes(Array("foo".utf8)), "image/png"),
    ]

    @Test("a file is an address, base 64, or a data URL", arguments: files)
    func file(text: String, source: MediaContent.Source, mediaType: String?) async {
        let content = MediaContent(kind: .image, source: source, mediaType: mediaType, caption: "c")
        let body = #"{"number":"5511888888888","type":"image","file":"\#(text)","caption":"c"}"#
        await expect(
            Case(
                Call(.post, "/send/media", body),
                SendMessage(recipient: UazapiFixture.friend, content: .media(content))
            )
        )
    }

    @Test("a document keeps its name, its type and its words")
    func document() async {
        let body = #"""
            {"number":"5511888888888","type":"document","file":"https://e.com/f","docName":"C.pdf",
            "mimetype":"application/pdf","text":"t","caption":"c"}
            """#
        let content = MediaContent(
            kind: .document,
            source: .url("https://e.com/f"),
            mediaType: "application/pdf",
            fileName: "C.pdf",
            caption: "t"
        )
        await expect(
            Case(
                Call(.post, "/send/media", body),
                SendMessage(recipient: UazapiFixture.friend, content: .media(content))
            )
        )
    }

    private func expect(_ sample: Case) async {
        let exchange = Exchange(UazapiDialect())
        _ = await exchange.answer(sample.call)
        let commands = exchange.performer.commands.map { String(reflecting: $0) }
        #expect(commands == [String(reflecting: sample.command)])
    }
}
