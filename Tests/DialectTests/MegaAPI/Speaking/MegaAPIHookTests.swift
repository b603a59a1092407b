import ConformanceKit
import DialectKit
import MegaAPI
import Testing

@Suite("mega-API's webhooks are read")
struct MegaAPIHookTests {
    private static let lid = "100000000000001"

    /// A capture's message with another key and other members.
    private static func event(
        key: String,
        message: String = #"{"conversation":"Oi"}"#,
        more: String = ""
    ) throws -> JSONValue {
        try JSONReader.read(
            text: """
                {"instance_key":"megastart-abc","jid":"5511999999999@s.whatsapp.net",
                "messageType":"conversation","key":\(key),"messageTimestamp":1745000000,
                "pushName":"Ana","broadcast":false,"message":\(message)\(more)}
                """
        )
    }

    private func read(_ body: JSONValue, _ state: LinkState = .connected) throws -> [Observation] {
        try VendorTalk.read(body, for: Samples.instance(state))
    }

    private func message(_ told: [Observation]) throws -> Message {
        guard case .message(let message)? = told.last?.kind else {
            throw CommandFailure(.internalError, "no message is told")
        }
        return message
    }

    @Test("a LID with its phone is told before the message, which shows the phone")
    func phoneOfLID() throws {
        let told = try read(
            Self.event(
                key: """
                    {"remoteJid":"\(Self.lid)@lid","fromMe":false,"id":"3EB0",
                    "senderPn":"551199999999@s.whatsapp.net"}
                    """
            )
        )
        let phone = try #require(Samples.ana.phone)
        #expect(told.map(\.at.seconds) == [1_745_000_000, 1_745_000_000])
        #expect(told.first?.kind == .identity(lid: Self.lid, phone: phone))
        #expect(try message(told).chat == Samples.ana)
        #expect(try message(told).sender == Samples.ana)
    }

    @Test("a LID alone stays one")
    func lidAlone() throws {
        let told = try read(
            Self.event(key: #"{"remoteJid":"\#(Self.lid)@lid","fromMe":false,"id":"3EB0"}"#)
        )
        #expect(told.count == 1)
        #expect(try message(told).chat == .lid(Self.lid))
        #expect(try message(told).sender == .lid(Self.lid))
    }

    @Test("the account's own phone is not taken for the chat's")
    func ownMessage() throws {
        let told = try read(
            Self.event(
                key: """
                    {"remoteJid":"\(Self.lid)@lid","fromMe":true,"id":"3EB0",
                    "senderPn":"5511999999999@s.whatsapp.net"}
                    """
            )
        )
        #expect(told.count == 1)
        let message = try message(told)
        #expect(message.chat == .lid(Self.lid))
        #expect(message.sender == Samples.ninth)
        #expect(message.isFromMe && !message.isFromAPI)
        #expect(message.status == .sent)
    }

    @Test("in a group the phone is the writer's")
    func group() throws {
        let told = try read(
            Self.event(
                key: """
                    {"remoteJid":"120363041490582303@g.us","fromMe":false,"id":"3EB0",
                    "participant":"\(Self.lid)@lid","senderPn":"551199999999:4@s.whatsapp.net"}
                    """
            )
        )
        #expect(told.count == 2)
        #expect(try message(told).chat == Samples.team)
        #expect(try message(told).sender == Samples.ana)
    }

    @Test("a content is found in wrappers and beside messageContextInfo")
    func wrappers() throws {
        let image = #"{"imageMessage":{"url":"https://e.com/a.enc","mimetype":"image/jpeg"}}"#
        let told = try read(
            Self.event(
                key: #"{"remoteJid":"551199999999@s.whatsapp.net","fromMe":false,"id":"3EB0"}"#,
                message: """
                    {"messageContextInfo":{},"ephemeralMessage":{"message":
                    {"viewOnceMessageV2":{"message":\(image)}}}}
                    """
            )
        )
        let media = MediaContent(
            kind: .image,
            source: .url("https://e.com/a.enc"),
            mediaType: "image/jpeg",
            isViewOnce: true
        )
        #expect(try message(told).content == .media(media))
    }

    @Test(
        "what is not carried is named and its body is not kept",
        arguments: [
            #"{"locationMessage":{"degreesLatitude":-15.7,"degreesLongitude":-48.2}}"#,
            #"{"contactMessage":{"displayName":"Ana","vcard":"BEGIN:VCARD"}}"#,
            #"{"pollUpdateMessage":{"pollCreationMessageKey":{"id":"A"},"vote":{"encIv":"AA=="}}}"#,
            "{}",
        ]
    )
    func unread(message: String) throws {
        let told = try read(
            Self.event(
                key: #"{"remoteJid":"551199999999@s.whatsapp.net","fromMe":false,"id":"3EB0"}"#,
                message: message
            )
        )
        #expect(told.map(\.kind) == [.event(.other(kind: "raw.conversation", json: "{}"))])
    }

    @Test(
        "a connection's end is read by its code",
        arguments: [
            (401, Observation.Kind.link(.loggedOut, .logout)),
            (403, .link(.loggedOut, .banned)),
            (408, .link(.reconnecting, .network)), (428, .link(.reconnecting, .network)),
            (440, .link(.disconnected, .replaced)),
            (500, .link(.failed("The upstream's connection ended with code 500"), nil)),
            (515, .alive),
        ]
    )
    func closed(code: Int, kind: Observation.Kind) throws {
        let body: JSONValue = [
            "messageType": "connection_update", "connection_state": "close",
            "closeReason": .number(JSONNumber(code)),
        ]
        #expect(try read(body) == [Observation(kind, at: VendorTalk.now)])
    }

    @Test("a pairing that nobody finished ends with 408 too")
    func unusedPairing() throws {
        let body: JSONValue = [
            "messageType": "connection_update", "connection_state": "close", "closeReason": 408,
        ]
        #expect(
            try read(body, Samples.awaitingQR).map(\.kind) == [.link(.pairingExpired, .qrTimeout)]
        )
        #expect(
            try read(body, Samples.awaitingCode).map(\.kind)
                == [.link(.pairingExpired, .codeTimeout)]
        )
    }

    @Test("what is told of another instance is refused")
    func otherInstance() throws {
        let body: JSONValue = [
            "instance_key": "megastart-other", "messageType": "connection_update",
            "message": "phone_connected",
        ]
        #expect(throws: WireError.self) { try read(body) }
    }

    @Test(
        "a body that is no object is refused",
        arguments: ["", "[]", "null", "<html>", "{\"key\":", "\u{0}"]
    )
    func noObject(text: String) throws {
        let reading = try #require(VendorTalk.speech.events)
        let hook = IncomingHook(body: Array(text.utf8), receivedAt: VendorTalk.now)
        #expect(throws: WireError.self) { try reading.read(hook, VendorTalk.context()) }
    }

    /// Members of wrong types, out of range, missing or endless.
    static let hostile: [String] = [
        "{}", #"{"messageType":5}"#, #"{"messageType":"call"}"#, #"{"type":"call","data":[]}"#,
        #"{"type":"call","data":{"id":"A","from":"x","chatId":5}}"#,
        #"{"messageType":"qrcode_update","qrcode":7}"#,
        #"{"messageType":"connection_update","message":{}}"#,
        #"{"messageType":"connection_update","message":"x"}"#,
        #"{"messageType":"connection_update","connection_state":"close","closeReason":1e400}"#,
        #"{"messageType":"message_update","key":{"id":"A","remoteJid":"551199999999"}}"#,
        #"{"messageType":"message_update","key":{"id":"A"},"status":3}"#,
        #"{"messageType":"\#(String(repeating: "é", count: 500))","key":{},"message":"x"}"#,
        #"{"key":{"id":"A","remoteJid":"x@y"},"message":{"conversation":"a"}}"#,
        #"{"key":{"id":7,"remoteJid":"551199999999"},"message":{"conversation":"a"}}"#,
        """
        {"key":{"id":"A","remoteJid":"551199999999"},"messageTimestamp":99999999999999999999,
        "message":{"imageMessage":{"fileLength":-1,"fileSha256":"!","url":7}}}
        """,
        """
        {"key":{"id":"A","remoteJid":"551199999999"},"messageTimestamp":9223372036854775807,
        "message":{"listMessage":[],"templateMessage":{"hydratedTemplate":3}}}
        """,
        """
        {"key":{"id":"A","remoteJid":"551199999999"},"message":{"extendedTextMessage":{"text":"a",
        "contextInfo":{"stanzaId":"B","mentionedJid":[1,"x"],"quotedMessage":[]}}}}
        """,
        """
        {"key":{"id":"A","remoteJid":"551199999999"},
        "message":{"reactionMessage":{"key":{},"text":"x"}}}
        """,
        """
        {"key":{"id":"A","remoteJid":"551199999999"},
        "message":{"pollUpdateMessage":{"vote":{"selectedOptions":5}}}}
        """,
    ]

    @Test("hostile bodies are refused or told as something, and never trap", arguments: hostile)
    func hostileBody(text: String) throws {
        let body = try JSONReader.read(text: text)
        let told = (try? read(body)) ?? []
        for observation in told {
            guard case .event(.other(let kind, let json)) = observation.kind else { continue }
            #expect(kind.hasPrefix("raw.") && kind.utf8.count <= 68)
            #expect(json == "{}")
        }
    }

    @Test("messages in messages in messages are given up")
    func nesting() throws {
        var message = #"{"conversation":"Oi"}"#
        for _ in 0..<20 { message = #"{"ephemeralMessage":{"message":\#(message)}}"# }
        let told = try read(
            Self.event(
                key: #"{"remoteJid":"551199999999@s.whatsapp.net","fromMe":false,"id":"3EB0"}"#,
                message: message
            )
        )
        #expect(told.map(\.kind) == [.event(.other(kind: "raw.conversation", json: "{}"))])
    }

    @Test("a webhook is registered with its URL and switched on")
    func register() throws {
        let register = try #require(VendorTalk.speech.events?.register)
        let url = "https://gateway.example/_sotaque/hooks/abc"
        let conversation = try register(url, VendorTalk.context())
        let play = ConversationPlay(conversation, answers: [try VendorTalk.answer("done.1")])
        let request = try #require(play.requests.first)
        #expect(request.target == "/rest/webhook/megastart-abc/configWebhook")
        #expect(request.effect == .safe)
        #expect(
            request.bodyText
                == #"{"messageData":{"webhookUrl":"\#(url)","webhookEnabled":true}}"#
        )
        #expect(try #require(play.end).get().outcome)
    }
}
