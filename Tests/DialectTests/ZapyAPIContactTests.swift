import DialectKit
import Testing
import ZapyAPI

@Suite("ZapyAPI contacts, groups and messages") struct ZapyAPIContactTests {
    @Test(
        "a documented request becomes its command and answers byte for byte",
        arguments: contacts + presences + messages
    )
    func exchange(_ exchange: RouteExchange) async throws {
        try await exchange.check(ZapyAPIDialect())
    }

    private static func contact(
        _ description: String,
        by method: HTTPMethod = .post,
        _ target: String,
        body: String = "",
        _ command: any Command,
        _ outcome: any Sendable,
        status: Int = 200,
        _ answer: String
    ) -> RouteExchange {
        RouteExchange(
            testDescription: description,
            method: method,
            target: "/api/instances/my-instance/\(target)",
            body: body,
            command: command,
            outcome: outcome,
            status: status,
            answer: answer
        )
    }

    private static let rio = Samples.address("5521888888888")
    private static let group = Group(
        id: .group("1234567890-1234567890"),
        subject: "My Group Name",
        description: "Group description here",
        owner: Samples.ninth,
        createdAt: Timestamp(milliseconds: 1_672_531_200_000),
        participants: [
            Participant(address: Samples.ninth, role: .superadmin),
            Participant(address: rio, role: .admin),
            Participant(address: Samples.address("5531777777777"), role: .member),
        ]
    )

    static let contacts: [RouteExchange] = [
        contact(
            "Z8: a number without WhatsApp has no jid",
            "check-numbers",
            body: #"{"numbers":["5511999999999","5521888888888"]}"#,
            CheckNumbers(numbers: [Samples.ninth, rio]),
            [
                CheckNumbers.Answer(asked: Samples.ninth, resolved: Samples.ninth),
                CheckNumbers.Answer(asked: rio, resolved: nil),
            ],
            """
            {"results":[{"number":"5511999999999","exists":true,
            "jid":"5511999999999@s.whatsapp.net"},{"number":"5521888888888","exists":false}]}
            """
        ),
        contact(
            "numbers come back as they were sent, also those that are none",
            "check-numbers",
            body: #"{"numbers":["nobody","(11) 99999-9999","123"]}"#,
            CheckNumbers(numbers: [Samples.ninth]),
            [CheckNumbers.Answer(asked: Samples.ninth, resolved: Samples.ana)],
            """
            {"results":[{"number":"nobody","exists":false},
            {"number":"(11) 99999-9999","exists":true,"jid":"551199999999@s.whatsapp.net"},
            {"number":"123","exists":false}]}
            """
        ),
        contact(
            "Z10: a picture by an escaped JID",
            by: .get,
            "contacts/5511999999999%40s.whatsapp.net/profile-picture",
            GetProfilePicture(subject: Samples.ninth),
            GetProfilePicture.Outcome(url: "https://example.com/profile-picture.jpg"),
            #"{"url":"https://example.com/profile-picture.jpg"}"#
        ),
        contact(
            "a hidden picture is null",
            by: .get,
            "contacts/5511999999999/profile-picture",
            GetProfilePicture(subject: Samples.ninth),
            GetProfilePicture.Outcome(url: nil),
            #"{"url":null}"#
        ),
        contact(
            "Z11: a contact is blocked",
            "contacts/5511999999999/block",
            BlockContact(contact: Samples.ninth, isBlocked: true),
            BlockContact.Outcome(),
            status: 204,
            ""
        ),
        contact(
            "Z12: a contact is unblocked by the older suffix",
            by: .delete,
            "contacts/5511999999999@c.us/block",
            BlockContact(contact: Samples.ninth, isBlocked: false),
            BlockContact.Outcome(),
            status: 204,
            ""
        ),
        contact(
            "Z13: a group is shown with its participants",
            by: .get,
            "groups/1234567890-1234567890@g.us",
            GetGroup(group: group.id),
            group,
            """
            {"id":"1234567890-1234567890@g.us","subject":"My Group Name",
            "description":"Group description here","owner":"5511999999999@s.whatsapp.net",
            "creation":1672531200,"participants":[
            {"id":"5511999999999@s.whatsapp.net","admin":"superadmin"},
            {"id":"5521888888888@s.whatsapp.net","admin":"admin"},
            {"id":"5531777777777@s.whatsapp.net","admin":null}]}
            """
        ),
        contact(
            "a group may lack a description and an owner",
            by: .get,
            "groups/120363041490582303%40g.us",
            GetGroup(group: Samples.team),
            Group(
                id: Samples.team,
                subject: "x",
                owner: nil,
                createdAt: Samples.noon,
                participants: []
            ),
            """
            {"id":"120363041490582303@g.us","subject":"x","description":null,"owner":null,
            "creation":1704067200,"participants":[]}
            """
        ),
    ]

    private static func presence(_ word: String, _ command: any Command, _ outcome: any Sendable)
        -> RouteExchange
    {
        contact(
            "Z9: \(word)",
            "presence",
            body: #"{"to":"5511999999999","presence":"\#(word)"}"#,
            command,
            outcome,
            status: 204,
            ""
        )
    }

    static let presences: [RouteExchange] =
        SendChatPresence.Activity.allCases.map { activity in
            presence(
                activity.rawValue,
                SendChatPresence(chat: Samples.ninth, activity: activity),
                SendChatPresence.Outcome()
            )
        } + [
            presence(
                "available",
                SetAvailability(isAvailable: true),
                SetAvailability.Outcome()
            ),
            presence(
                "unavailable",
                SetAvailability(isAvailable: false),
                SetAvailability.Outcome()
            ),
        ]

    private static func message(
        _ description: String,
        _ kind: String,
        _ body: String,
        _ content: Content,
        to recipient: Address = Samples.ninth,
        quoting quote: Quote? = nil
    ) -> RouteExchange {
        RouteExchange(
            testDescription: description,
            method: .post,
            target: "/api/message/my-instance/\(kind)",
            body: body,
            command: SendMessage(recipient: recipient, content: content, quoted: quote),
            outcome: Samples.sent(content, id: "3EB01CEDFD9A2E927BED83"),
            answer: """
                {"id":"372a678d-4e11-4710-ae37-db3723460e29",
                "messageId":"3EB01CEDFD9A2E927BED83"}
                """
        )
    }

    private static func media(
        _ kind: MediaContent.Kind,
        fileName: String? = nil,
        caption: String? = nil
    ) -> Content {
        .media(
            MediaContent(
                kind: kind,
                source: .url("https://example.com/a"),
                fileName: fileName,
                caption: caption
            )
        )
    }

    static let messages: [RouteExchange] = [
        message(
            "a text that answers another",
            "text",
            """
            {"to":"5511999999999@s.whatsapp.net","message":"Hello, this is a test message!",
            "quoteMessageId":"73C5222F61C8DB541672CE65D79C7E4B"}
            """,
            .text(TextContent("Hello, this is a test message!")),
            quoting: Quote(id: MessageID("73C5222F61C8DB541672CE65D79C7E4B"))
        ),
        message(
            "a text to a local number",
            "text",
            #"{"to":"11999999999","message":"Hello from Zapy API!"}"#,
            .text(TextContent("Hello from Zapy API!"))
        ),
        message(
            "a text to a number with a plus and eleven digits gets no country code",
            "text",
            #"{"to":"+12025550123","message":"Hello"}"#,
            .text(TextContent("Hello")),
            to: Samples.address("12025550123")
        ),
        message(
            "a text to a group",
            "text",
            #"{"to":"1234567890-1234567890@g.us","message":"Hello"}"#,
            .text(TextContent("Hello")),
            to: .group("1234567890-1234567890")
        ),
        message(
            "a picture as a data URL",
            "image",
            """
            {"to":"5511999999999@s.whatsapp.net","image":"data:image/jpeg;base64,Zm9v",
            "caption":"Check out this image!","viewOnce":true}
            """,
            .media(
                MediaContent(
                    kind: .image,
                    source: .bytes(Array("foo".utf8)),
                    mediaType: "image/jpeg",
                    caption: "Check out this image!",
                    isViewOnce: true
                )
            )
        ),
        message(
            "a sound is a voice note",
            "audio",
            #"{"to":"5511999999999","audio":"https://example.com/a"}"#,
            media(.voice)
        ),
        message(
            "a sound is none when ptt is false",
            "audio",
            #"{"to":"5511999999999","audio":"https://example.com/a","ptt":false}"#,
            media(.audio)
        ),
        message(
            "a film with a caption",
            "video",
            #"{"to":"5511999999999","video":"https://example.com/a","caption":"x"}"#,
            media(.video, caption: "x")
        ),
        message(
            "a document with its name",
            "document",
            #"{"to":"5511999999999","document":"https://example.com/a","fileName":"a.pdf"}"#,
            media(.document, fileName: "a.pdf")
        ),
    ]
}
