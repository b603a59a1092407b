import DialectKit
import MegaAPI
import Testing

@Suite("mega-API chats and groups") struct MegaAPIChatAndGroupTests {
    @Test(
        "a documented request becomes its command and answers byte for byte",
        arguments: chats + groups
    )
    func exchange(_ exchange: RouteExchange) async throws {
        try await exchange.check(MegaAPIDialect())
    }

    private static func chat(
        _ description: String,
        _ name: String,
        _ body: String,
        _ command: any Command,
        _ outcome: any Sendable,
        _ message: String
    ) -> RouteExchange {
        RouteExchange(
            testDescription: description,
            method: .post,
            target: "/rest/chat/megastart-abc/\(name)",
            body: body,
            command: command,
            outcome: outcome,
            answer: #"{"error":false,"message":"\#(message)"}"#
        )
    }

    static let chats: [RouteExchange] = [
        chat(
            "S7: an empty key marks the whole chat",
            "readChat",
            """
            {"to":"551199999999@s.whatsapp.net","option":true,
            "messageData":{"key":{},"messageTimestamp":0}}
            """,
            MarkChat(chat: Samples.ana, isRead: true),
            MarkChat.Outcome(),
            "Chat read"
        ),
        chat(
            "a chat is marked unread up to a message, by PHP's spelling of false",
            "readChat",
            #"{"to":"551199999999","option":"","messageData":{"key":{"id":"3EB0"}}}"#,
            MarkChat(chat: Samples.ana, isRead: false, upTo: MessageID("3EB0")),
            MarkChat.Outcome(),
            "Chat read"
        ),
        chat(
            "S8: a message is deleted by the id of its key",
            "deleteMessage",
            """
            {"messageData":{"to":"551199999999@s.whatsapp.net",
            "key":{"fromMe":true,"id":"BAE5E1B0B0627AD9"}}}
            """,
            RevokeMessage(chat: Samples.ana, message: MessageID("BAE5E1B0B0627AD9")),
            Samples.sent(.text(TextContent("x"))).message,
            "Message deleted"
        ),
        chat(
            "typing is shown in the chat",
            "presenceUpdateChat",
            #"{"to":"551199999999","option":"composing"}"#,
            SendChatPresence(chat: Samples.ana, activity: .composing),
            SendChatPresence.Outcome(),
            "Presence updated"
        ),
        chat(
            "pause is read as paused",
            "presenceUpdateChat",
            #"{"to":"551199999999","option":"pause"}"#,
            SendChatPresence(chat: Samples.ana, activity: .paused),
            SendChatPresence.Outcome(),
            "Presence updated"
        ),
        chat(
            "available is the account's own presence",
            "presenceUpdateChat",
            #"{"to":"551199999999","option":"available"}"#,
            SetAvailability(isAvailable: true),
            SetAvailability.Outcome(),
            "Presence updated"
        ),
        chat(
            "a contact is blocked by PHP's spelling of true",
            "blockChat",
            #"{"to":"551199999999","option":"1"}"#,
            BlockContact(contact: Samples.ana, isBlocked: true),
            BlockContact.Outcome(),
            "Chat blocked"
        ),
    ]

    private static let head = """
        "id":"120363041490582303@g.us","subject":"Nome do Grupo","creation":1658323320,
        "owner":"551188888888@s.whatsapp.net","restrict":false,"announce":false
        """
    private static let members = """
        {"id":"551188888888@s.whatsapp.net","admin":"superadmin"},
        {"id":"551199999999@s.whatsapp.net","admin":null}
        """

    private static func read(
        _ description: String,
        _ target: String,
        _ command: any Command,
        _ outcome: any Sendable,
        _ answer: String
    ) -> RouteExchange {
        RouteExchange(
            testDescription: description,
            method: .get,
            target: "/rest/group/\(target)",
            command: command,
            outcome: outcome,
            answer: answer
        )
    }

    private static func change(
        _ fixture: String,
        _ change: ChangeParticipants.Change,
        _ name: String,
        _ message: String
    ) -> RouteExchange {
        RouteExchange(
            testDescription: "\(fixture): \(message) answers one inner array a member",
            method: .post,
            target: "/rest/group/megastart-abc/\(name)",
            body: """
                {"group_data":{"jid":"120363041490582303@g.us",
                "participants":["551188888888@s.whatsapp.net","551199999999"]}}
                """,
            command: ChangeParticipants(
                group: Samples.team,
                change: change,
                participants: [Samples.bia, Samples.ana]
            ),
            outcome: [Samples.bia, Samples.ana],
            answer: """
                {"error":false,"message":"\(message)","updatedParticipants":[
                ["551188888888@s.whatsapp.net"],["551199999999@s.whatsapp.net"]]}
                """
        )
    }

    private static func restrict(
        _ fixture: String,
        _ name: String,
        _ restriction: RestrictGroup.Restriction,
        onlyAdmins: Bool
    ) -> RouteExchange {
        RouteExchange(
            testDescription: "\(fixture): \(name)",
            method: .put,
            target: "/rest/group/megastart-abc/\(name)?jid=120363041490582303@g.us"
                + "&allowOnlyAdmins=\(onlyAdmins)",
            command: RestrictGroup(
                group: Samples.team,
                restriction: restriction,
                onlyAdmins: onlyAdmins
            ),
            outcome: Samples.group,
            answer: #"{"error":false,"message":"Settings updated"}"#
        )
    }

    static let groups: [RouteExchange] = [
        read(
            "S9: adminGroups leaves the members out",
            "megastart-abc/adminGroups",
            ListGroups(onlyAdministered: true),
            [Samples.group],
            """
            {"error":false,"message":"Groups fetched","groups":[{\(head),"participants":[]}]}
            """
        ),
        read(
            "S10: adminGroupsWithParticipants has them",
            "megastart-abc/adminGroupsWithParticipants",
            ListGroups(onlyAdministered: true),
            [Samples.group],
            """
            {"error":false,"message":"Groups fetched",
            "groups":[{\(head),"participants":[\(members)]}]}
            """
        ),
        read(
            "the list's literal wins over an instance's key",
            "list/megastart-abc",
            ListGroups(onlyAdministered: false),
            [Group](),
            #"{"error":false,"message":"Groups listed","groups":[]}"#
        ),
        read(
            "one group by an escaped jid, with a slash before the query",
            "megastart-abc/group/?jid=120363041490582303%40g.us",
            GetGroup(group: Samples.team),
            Samples.group,
            """
            {"error":false,"message":"Group fetched",
            "group":{\(head),"participants":[\(members)]}}
            """
        ),
        RouteExchange(
            testDescription: "S11: a group is made",
            method: .post,
            target: "/rest/group/megastart-abc/create",
            body: """
                {"group_data":{"group_name":"Nome do Grupo",
                "participants":["551199999999@s.whatsapp.net"]}}
                """,
            command: CreateGroup(subject: "Nome do Grupo", participants: [Samples.ana]),
            outcome: Samples.group,
            answer: """
                {"error":false,"message":"Group created",
                "group":{\(head),"participants":[\(members)]}}
                """
        ),
        change("S12", .add, "addParticipants", "Participants added"),
        change("observed", .remove, "removeParticipants", "Participants removed"),
        change("S13", .demote, "demoteParticipants", "Participants demoted"),
        change("S14", .promote, "promoteParticipants", "Participants promoted"),
        restrict("S15", "setWhoCanSendMessage", .sending, onlyAdmins: false),
        restrict("S16", "setWhoCanChangeSettings", .settings, onlyAdmins: true),
        RouteExchange(
            testDescription: "S17: the account leaves a group",
            method: .delete,
            target: "/rest/group/megastart-abc/leaveGroup?jid=120363041490582303@g.us",
            command: LeaveGroup(group: Samples.team),
            outcome: LeaveGroup.Outcome(),
            answer: #"{"error":false,"message":"Left group"}"#
        ),
    ]
}
