import ConformanceKit
import DialectKit
import Testing

/// Bodies that no server should answer, and commands that have to bear them.
enum Hostile {
    static let bodies = [
        "", "null", "[]", "{}", "0", "\"\"", "[null]", "[[]]", "[{}]", "{\"key\":null}",
        "{\"key\":{\"id\":\"\"}}", "{\"key\":{\"id\":7}}", "{\"key\":[]}", "{\"id\":{}}",
        "{\"response\":{\"message\":[[[]]]}}", "{\"response\":7}", "{\"message\":{}}",
        "{\"response\":{\"message\":[null,{},7,\"\"]}}", "{\"instance\":{\"state\":7}}",
        "{\"instance\":[]}", "{\"error\":true}", "{\"error\":true,\"message\":null}",
        "{\"updateParticipants\":{}}", "[{\"number\":7}]", "[{\"id\":\"@g.us\"}]",
        "\u{FEFF}{}", "{\"a\":1", "<html>",
        "{\"code\":7,\"base64\":{},\"count\":-9223372036854775808}",
        "{\"readreceipts\":7}", "{\"messageTimestamp\":1e400}",
    ]

    /// Each says a command whose answer must hold something, plays the answer twice, and tells
    /// whether that was taken for a success.
    static let conversations: [@Sendable (UpstreamReply) throws -> Bool] = [
        {
            try succeeds(
                SendMessage(recipient: EvolutionPlay.ana, content: .text(TextContent("a"))),
                $0
            )
        },
        { try succeeds(CreateGroup(subject: "a", participants: [EvolutionPlay.ana]), $0) },
        { try succeeds(GetGroup(group: EvolutionPlay.group), $0) },
        {
            try succeeds(
                ChangeParticipants(
                    group: EvolutionPlay.group,
                    change: .add,
                    participants: [EvolutionPlay.ana]
                ),
                $0
            )
        },
        { try succeeds(GetPrivacy(), $0) },
        { try succeeds(SetPrivacy(changes: [.online: .all]), $0) },
        {
            let conversation = try EvolutionPlay.speech.readLink(EvolutionPlay.context())
            let play = ConversationPlay(conversation, answers: [$0, $0, $0])
            if case .success = play.end { return true }
            return false
        },
    ]

    private static func succeeds<C: Command>(_ command: C, _ reply: UpstreamReply) throws -> Bool {
        let context = try EvolutionPlay.context()
        let said = try #require(try EvolutionPlay.speech.commands.translate(command, context))
        let play = ConversationPlay(said.conversation, answers: [reply, reply])
        if case .success = play.end { return true }
        return false
    }
}
