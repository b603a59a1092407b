import ConformanceKit
import DialectKit
import MegaAPI
import Testing

@Suite("mega-API's answers never trap")
struct MegaAPIHostileAnswerTests {
    static let bodies: [String] = [
        "", "null", "[]", "[1,[2]]", "{}", #"{"error":"true"}"#, #"{"error":0,"message":5}"#,
        #"{"instance":[]}"#, #"{"instance":{"user":{"id":":@"},"status":""}}"#,
        #"{"instance":{"status":"connected","user":{"id":"5511999999999:99999999999999999999@x"}}}"#,
        #"{"qrcode":5}"#, #"{"pairingCode":["A"]}"#, #"{"exists":"yes","jid":5}"#,
        #"{"exists":true,"jid":"@"}"#, #"{"messageData":{"key":{"id":"","remoteJid":5}}}"#,
        #"{"messageData":{"key":{"id":"A","remoteJid":"@"},"messageTimestamp":"1e999"}}"#,
        #"{"group":{"id":"x","subject":5,"creation":-9223372036854775808,"participants":{}}}"#,
        #"{"group":{"id":"120363000000000000@g.us","creation":9223372036854775807}}"#,
        #"{"groups":[5,null,{}]}"#, #"{"updatedParticipants":[[null,[5]],5,{"status":200}]}"#,
        #"{"webhookData":7,"webhookUrl":{}}"#, #"{"data":{"a":1}}"#,
    ]

    @Test("an answer of any form ends every command", arguments: bodies)
    func answer(text: String) throws {
        let reply = UpstreamReply(status: 200, body: Array(text.utf8))
        let context = VendorTalk.context(message: EventSamples.message(Samples.ana))
        for command in Self.commands {
            try Self.end(command, context, reply)
        }
        let link = ConversationPlay(
            try VendorTalk.speech.readLink(context),
            answers: Array(repeating: reply, count: 8)
        )
        #expect(link.end != nil)
        let listAccounts = try #require(VendorTalk.speech.listAccounts)
        let accounts = try listAccounts(context)
        #expect(ConversationPlay(accounts, answers: Array(repeating: reply, count: 8)).end != nil)
    }

    private static let commands: [any Command] = [
        ConnectInstance(), ConnectInstance(pairingPhone: Samples.ninth.phone),
        DisconnectInstance(), RestartInstance(), CheckNumbers(numbers: [Samples.ana]),
        SendMessage(recipient: Samples.ana, content: .text(TextContent("Oi"))),
        MarkChat(chat: Samples.ana, isRead: true), GetProfilePicture(subject: Samples.ana),
        CreateGroup(subject: "a", participants: []), ListGroups(onlyAdministered: true),
        GetGroup(group: Samples.team), LeaveGroup(group: Samples.team),
        RestrictGroup(group: Samples.team, restriction: .sending, onlyAdmins: true),
        ChangeParticipants(group: Samples.team, change: .add, participants: [Samples.ana]),
    ]

    private static func end<C: Command>(
        _ command: C,
        _ context: SpokenContext,
        _ reply: UpstreamReply
    ) throws {
        let said = try #require(try VendorTalk.speech.commands.translate(command, context))
        let replies = Array(repeating: reply, count: 8)
        #expect(ConversationPlay(said.conversation, answers: replies).end != nil)
    }
}
