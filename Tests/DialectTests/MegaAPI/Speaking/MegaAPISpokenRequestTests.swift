import DialectKit
import MegaAPI
import Testing

/// A command and the request that it must become.
struct SpokenRequest: Sendable, CustomTestStringConvertible {
    let testDescription: String
    let method: HTTPMethod
    let target: String
    var effect = UpstreamRequest.Effect.safe
    /// JSON in any spacing, nil for no body.
    var body: String?
    let make: @Sendable () throws -> UpstreamRequest

    init<C: Command>(
        _ description: String,
        _ method: HTTPMethod,
        _ target: String,
        effect: UpstreamRequest.Effect = .safe,
        body: String? = nil,
        message: Message? = nil,
        _ command: C
    ) {
        testDescription = description
        self.method = method
        self.target = target
        self.effect = effect
        self.body = body
        make = { try VendorTalk.request(command, VendorTalk.context(message: message)) }
    }
}

@Suite("mega-API is asked as its pages say")
struct MegaAPISpokenRequestTests {
    @Test("a command becomes this request, byte for byte", arguments: link + chats + groups)
    func request(expected: SpokenRequest) throws {
        let request = try expected.make()
        #expect(request.method == expected.method)
        #expect(request.target == expected.target)
        #expect(request.effect == expected.effect)
        #expect(request.fields.first == HTTPField("Authorization", "Bearer abc"))
        #expect(request.fields.map(\.name) == ["Authorization", "User-Agent"])
        let text = try expected.body.map { try JSONReader.read(text: $0).text }
        #expect(request.bodyText == text)
        #expect(request.body?.mediaType == (text == nil ? nil : "application/json"))
    }

    @Test("a key is one segment of the path whatever is in it")
    func key() throws {
        let context = SpokenContext(
            settings: ["instance_key": "a/b ?c", "token": "t"],
            instance: Samples.instance(.connected),
            now: VendorTalk.now,
            reference: "r"
        )
        let request = try VendorTalk.request(DisconnectInstance(), context)
        #expect(request.target == "/rest/instance/a%2Fb%20%3Fc/logout")
    }

    @Test("a setting that is missing sends nothing", arguments: ["instance_key", "token"])
    func setting(name: String) {
        var settings = VendorTalk.settings
        settings[name] = nil
        let context = SpokenContext(
            settings: settings,
            instance: Samples.instance(.connected),
            now: VendorTalk.now,
            reference: "r"
        )
        #expect(throws: CommandFailure.self) {
            try VendorTalk.speech.commands.translate(RestartInstance(), context)
        }
    }

    private static let link: [SpokenRequest] = [
        SpokenRequest(
            "a QR code",
            .get,
            "/rest/instance/qrcode_base64/megastart-abc",
            ConnectInstance()
        ),
        SpokenRequest(
            "a pairing code",
            .get,
            "/rest/instance/pairingCode/megastart-abc?phoneNumber=5511999999999",
            ConnectInstance(pairingPhone: Samples.phone("5511999999999"))
        ),
        SpokenRequest(
            "a logout",
            .delete,
            "/rest/instance/megastart-abc/logout",
            DisconnectInstance()
        ),
        SpokenRequest(
            "a restart",
            .delete,
            "/rest/instance/megastart-abc/restart",
            RestartInstance()
        ),
        SpokenRequest(
            "a number's check",
            .get,
            "/rest/instance/isOnWhatsApp/megastart-abc?jid=551199999999%40s.whatsapp.net",
            CheckNumbers(numbers: [Samples.ana])
        ),
        SpokenRequest(
            "a picture",
            .get,
            "/rest/instance/getProfilePicture/megastart-abc"
                + "?to=551199999999%40s.whatsapp.net&type=image",
            GetProfilePicture(subject: Samples.ana)
        ),
    ]

    private static let chats: [SpokenRequest] = [
        SpokenRequest(
            "a chat marked as read names its last message",
            .post,
            "/rest/chat/megastart-abc/readChat",
            body: """
                {"to":"551199999999@s.whatsapp.net","option":true,"messageData":{"key":{
                "remoteJid":"551199999999@s.whatsapp.net","fromMe":false,
                "id":"3EB0A1B2C3D4E5F60718"},"messageTimestamp":1704067200}}
                """,
            message: EventSamples.message(Samples.ana),
            MarkChat(chat: Samples.ana, isRead: true)
        ),
        SpokenRequest(
            "a group marked as unread names the writer too",
            .post,
            "/rest/chat/megastart-abc/readChat",
            body: """
                {"to":"120363041490582303@g.us","option":false,"messageData":{"key":{
                "remoteJid":"120363041490582303@g.us","fromMe":false,
                "id":"3EB0A1B2C3D4E5F60718","participant":"551199999999@s.whatsapp.net"},
                "messageTimestamp":1704067200}}
                """,
            message: EventSamples.message(Samples.team),
            MarkChat(
                chat: Samples.team,
                isRead: false,
                upTo: MessageID("3EB0A1B2C3D4E5F60718")
            )
        ),
        SpokenRequest(
            "a message that is named and not known",
            .post,
            "/rest/chat/megastart-abc/readChat",
            body: """
                {"to":"551199999999@s.whatsapp.net","option":true,"messageData":{"key":{
                "remoteJid":"551199999999@s.whatsapp.net","fromMe":false,"id":"3EB0FF"},
                "messageTimestamp":1704067200}}
                """,
            MarkChat(chat: Samples.ana, isRead: true, upTo: MessageID("3EB0FF"))
        ),
        SpokenRequest(
            "a deletion",
            .post,
            "/rest/chat/megastart-abc/deleteMessage",
            body: """
                {"messageData":{"to":"551199999999@s.whatsapp.net","key":{
                "remoteJid":"551199999999@s.whatsapp.net","fromMe":true,"id":"BAE5FF"}}}
                """,
            RevokeMessage(chat: Samples.ana, message: MessageID("BAE5FF"))
        ),
        SpokenRequest(
            "a block",
            .post,
            "/rest/chat/megastart-abc/blockChat",
            body: #"{"to":"551199999999@s.whatsapp.net","option":true}"#,
            BlockContact(contact: Samples.ana, isBlocked: true)
        ),
        SpokenRequest(
            "an activity",
            .post,
            "/rest/chat/megastart-abc/presenceUpdateChat",
            body: #"{"to":"551199999999@s.whatsapp.net","option":"paused"}"#,
            SendChatPresence(chat: Samples.ana, activity: .paused)
        ),
        SpokenRequest(
            "a presence goes to the account's own chat",
            .post,
            "/rest/chat/megastart-abc/presenceUpdateChat",
            body: #"{"to":"5511999999999@s.whatsapp.net","option":"unavailable"}"#,
            SetAvailability(isAvailable: false)
        ),
    ]

    private static let groups: [SpokenRequest] = [
        SpokenRequest(
            "every group",
            .get,
            "/rest/group/list/megastart-abc",
            ListGroups(onlyAdministered: false)
        ),
        SpokenRequest(
            "the groups it administers",
            .get,
            "/rest/group/megastart-abc/adminGroupsWithParticipants",
            ListGroups(onlyAdministered: true)
        ),
        SpokenRequest(
            "one group",
            .get,
            "/rest/group/megastart-abc/group?jid=120363041490582303%40g.us",
            GetGroup(group: Samples.team)
        ),
        SpokenRequest(
            "a new group is asked for once",
            .post,
            "/rest/group/megastart-abc/create",
            effect: .once,
            body: """
                {"group_data":{"group_name":"Nome do Grupo",
                "participants":["551199999999@s.whatsapp.net"]}}
                """,
            CreateGroup(subject: "Nome do Grupo", participants: [Samples.ana])
        ),
        SpokenRequest(
            "members",
            .post,
            "/rest/group/megastart-abc/demoteParticipants",
            body: """
                {"group_data":{"jid":"120363041490582303@g.us",
                "participants":["551199999999@s.whatsapp.net","551188888888@s.whatsapp.net"]}}
                """,
            ChangeParticipants(
                group: Samples.team,
                change: .demote,
                participants: [Samples.ana, Samples.bia]
            )
        ),
        SpokenRequest(
            "a way out",
            .delete,
            "/rest/group/megastart-abc/leaveGroup?jid=120363041490582303%40g.us",
            LeaveGroup(group: Samples.team)
        ),
    ]
}
