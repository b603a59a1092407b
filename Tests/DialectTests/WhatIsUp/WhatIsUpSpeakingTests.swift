import ConformanceKit
import DialectKit
import Testing
import WhatIsUp

@Suite("WhatIsUp is asked in its words")
struct WhatIsUpSpeakingTests {
    private let bench = WhatIsUpBench.linked

    @Test("every request has the customer's key")
    func key() throws {
        let request = try #require(try bench.play(ConnectInstance()).requests.first)
        #expect(request.fields == [HTTPField("Authorization", "Bearer zpk_live_1")])
        #expect(request.text == "GET /v1/instances/inst_01J7/qr")
    }

    @Test("what only the newer generation has is asked for there")
    func newer() throws {
        let path = "/v1/channels/inst_01J7"
        #expect(try bench.request(RestartInstance()) == "POST \(path)/connect")
        #expect(
            try bench.request(MarkChat(chat: Samples.ninth, isRead: true))
                == "POST \(path)/chats/5511999999999%40s.whatsapp.net/read"
        )
        #expect(
            try bench.request(MarkChat(chat: Samples.team, isRead: false))
                == "POST \(path)/chats/120363041490582303%40g.us/unread"
        )
        let words: [(SendChatPresence.Activity, String)] = [
            (.composing, "typing"), (.recording, "recording"), (.paused, "paused"),
        ]
        for (activity, word) in words {
            #expect(
                try bench.request(SendChatPresence(chat: Samples.ninth, activity: activity))
                    == #"PUT \#(path)/presences/me {"to":"5511999999999@s.whatsapp.net","#
                    + #""presence":"\#(word)"}"#
            )
        }
        #expect(
            try bench.request(SetAvailability(isAvailable: true))
                == #"PUT \#(path)/presences/me {"to":"5511999999999@s.whatsapp.net","#
                + #""presence":"available"}"#
        )
    }

    @Test("the operator may choose the newer paths for everything")
    func generation() throws {
        let bench = WhatIsUpBench.bench(.connected, settings: ["generation": "channels"])
        #expect(try bench.request(ConnectInstance()) == "GET /v1/channels/inst_01J7/qr")
        let read = ConversationPlay(try bench.speech.readLink(bench.context))
        #expect(read.requests.map(\.text) == ["GET /v1/channels/inst_01J7"])
    }

    @Test("a host without the newer paths cannot do what they do")
    func withoutNewer() throws {
        let reply = UpstreamReply(404, #"{"error":{"code":"not_found"}}"#)
        let mark = MarkChat(chat: Samples.ana, isRead: true)
        #expect(try bench.failure(mark, reply)?.code == .capabilityUnsupported)
        #expect(try bench.told(mark, UpstreamReply(200)).outcome == .init())
        let presence = SendChatPresence(chat: Samples.ana, activity: .paused)
        #expect(try bench.told(presence, UpstreamReply(204)).outcome == .init())
    }

    @Test("a presence of the account needs an account")
    func withoutAccount() throws {
        let bench = WhatIsUpBench.bench(.connected, hasAccount: false)
        #expect(
            try bench.failure(SetAvailability(isAvailable: true))?.code == .instanceNotConnected
        )
    }

    @Test("restarting what is connected leaves it so")
    func restart() throws {
        let connected = UpstreamReply(409, #"{"error":{"code":"invalid_lifecycle_transition"}}"#)
        #expect(
            try bench.told(RestartInstance(), connected).observations.map(\.kind)
                == [.link(.connected, nil)]
        )
        #expect(
            try bench.told(RestartInstance(), UpstreamReply(200)).observations.map(\.kind)
                == [.link(.reconnecting, nil)]
        )
        #expect(try bench.failure(RestartInstance(), UpstreamReply(500))?.code == .upstreamProtocol)
    }
}

@Suite("WhatIsUp is sent messages")
struct WhatIsUpSpeakingSendTests {
    private let bench = WhatIsUpBench.linked
    private static let path = "POST /v1/instances/inst_01J7/messages"

    private static func media(
        _ kind: MediaContent.Kind,
        _ change: (inout MediaContent) -> Void = { _ in }
    ) -> Content {
        var media = MediaContent(kind: kind, source: .url("https://example.com/f"))
        change(&media)
        return .media(media)
    }

    private static let url = #""media_url":"https://example.com/f""#

    @Test(
        "a message is the nested form, under the execution's reference",
        arguments: [
            (Content.text(TextContent("hello")), #"{"type":"text","text":"hello"}"#),
            (
                media(.image) { $0.caption = "look" },
                #"{"type":"image",\#(url),"caption":"look"}"#
            ),
            (media(.audio), #"{"type":"audio",\#(url)}"#),
            (media(.voice), #"{"type":"audio",\#(url)}"#),
            (
                media(.document) { $0.fileName = "invoice.pdf" },
                #"{"type":"document",\#(url),"filename":"invoice.pdf"}"#
            ),
            (media(.document), #"{"type":"document",\#(url)}"#),
            (media(.video), #"{"type":"document",\#(url),"filename":"video.mp4"}"#),
            (
                media(.video) { $0.fileName = "a.mov" },
                #"{"type":"document",\#(url),"filename":"a.mov"}"#
            ),
            (media(.sticker), #"{"type":"sticker",\#(url)}"#),
        ]
    )
    func body(content: Content, expected: String) throws {
        let send = SendMessage(recipient: Samples.ninth, content: content)
        #expect(
            try bench.request(send)
                == #"\#(Self.path) {"to":"5511999999999","body":\#(expected),"client_ref":"cmd_1"}"#
        )
        #expect(try bench.play(send).requests.first?.effect == .once)
    }

    @Test(
        "a person is digits, anything else a whole id",
        arguments: [
            ("5511999999999@s.whatsapp.net", "5511999999999"),
            ("40000000000001@lid", "40000000000001@lid"),
            ("120363041490582303@g.us", "120363041490582303@g.us"),
        ]
    )
    func recipients(text: String, to: String) throws {
        let send = SendMessage(recipient: Samples.address(text), content: .text(TextContent("a")))
        #expect(try bench.request(send).hasPrefix(#"\#(Self.path) {"to":"\#(to)","#))
    }

    @Test("the stories are not reached")
    func stories() throws {
        let send = SendMessage(recipient: .status, content: .text(TextContent("a")))
        #expect(try bench.failure(send)?.code == .capabilityUnsupported)
    }

    private static let bytes = SendMessage(
        recipient: Samples.ninth,
        content: media(.image) {
            $0.source = .bytes([1, 2, 3])
            $0.mediaType = "image/png"
        }
    )

    @Test("bytes are offered by the gateway, and named as a loss")
    func shared() throws {
        #expect(
            try bench.request(Self.bytes)
                .contains(#""media_url":"https://gw.example.com/s/3?image/png""#)
        )
        #expect(try bench.losses(Self.bytes).map(\.path) == ["inline_bytes"])
    }

    @Test("bytes are refused where the gateway cannot be reached")
    func unshared() throws {
        let bench = WhatIsUpBench.bench(.connected, isReachable: false)
        #expect(try bench.failure(Self.bytes)?.code == .capabilityUnsupported)
    }

    private static let text = SendMessage(
        recipient: Samples.ninth,
        content: .text(TextContent("Olá")),
        clientReference: "the client's own"
    )

    @Test(
        "the message has the vendor's id, whatever its form",
        arguments: [
            ("messages.send.1", "msg_01J", MessageStatus.queued),
            ("messages.send.2", "wamid.HBgM", .sent),
        ]
    )
    func outcome(name: String, id: String, status: MessageStatus) throws {
        let sent = try bench.told(Self.text, WhatIsUpBench.answer(name)).outcome.message
        #expect(sent.id.text == id && sent.status == status)
        #expect(sent.clientReference == "the client's own")
    }

    @Test("a yes that names no message leaves unknown what became of it", arguments: ["", "{}"])
    func unknown(body: String) throws {
        let failure = try bench.failure(Self.text, UpstreamReply(200, body))
        #expect(failure?.code == .upstreamProtocol)
    }

    @Test("a repeat is relied upon for two of the vendor's few minutes")
    func window() {
        #expect(bench.speech.referenceWindowMilliseconds == 120_000)
    }
}
