import ConformanceKit
import DialectKit
import MegaAPI
import Testing

/// What the tests of mega-API's spoken half have in common.
enum VendorTalk {
    static let speech = UpstreamSpeech.megaapi
    static let now = Samples.noon
    static let settings = ["instance_key": "megastart-abc", "token": "abc"]

    static func context(
        _ state: LinkState = .connected,
        hasAccount: Bool = true,
        message: Message? = nil,
        share: (@Sendable ([UInt8], String?) -> String?)? = nil
    ) -> SpokenContext {
        SpokenContext(
            settings: settings,
            instance: Samples.instance(state, hasAccount: hasAccount),
            now: now,
            reference: "cmd_1",
            message: message,
            share: share
        )
    }

    /// An answer of `Fixtures/megaapi/answers`.
    static func answer(_ name: String) throws -> UpstreamReply {
        let file = try Repository.json("Fixtures/megaapi/answers/\(name).json")
        let status = try #require(file["status"]?.int)
        let body = file["body"]?.serialized() ?? Array((file["text"]?.string ?? "").utf8)
        return UpstreamReply(status: status, body: body)
    }

    /// Says a command and gives the answers of those fixtures.
    static func say<C: Command>(
        _ command: C,
        _ context: SpokenContext = context(),
        answers: String...
    ) throws -> (losses: [Loss], play: ConversationPlay<C.Outcome>) {
        let said = try #require(try speech.commands.translate(command, context))
        let replies = try answers.map { try answer($0) }
        return (said.losses, ConversationPlay(said.conversation, answers: replies))
    }

    /// Says a command, and what came of it.
    static func told<C: Command>(
        _ command: C,
        _ context: SpokenContext = context(),
        answers: String...
    ) throws -> Told<C.Outcome> {
        let said = try #require(try speech.commands.translate(command, context))
        let replies = try answers.map { try answer($0) }
        return try #require(ConversationPlay(said.conversation, answers: replies).end).get()
    }

    /// The first request of a command.
    static func request<C: Command>(
        _ command: C,
        _ context: SpokenContext = context()
    ) throws -> UpstreamRequest {
        let said = try #require(try speech.commands.translate(command, context))
        return try #require(ConversationPlay(said.conversation).requests.first)
    }

    /// The one file that the tests send.
    static func file(
        _ kind: MediaContent.Kind,
        _ source: MediaContent.Source = .url("https://example.com/a.pdf"),
        mediaType: String? = "application/pdf",
        caption: String? = nil
    ) -> Content {
        .media(
            MediaContent(
                kind: kind,
                source: source,
                mediaType: mediaType,
                fileName: "a.pdf",
                caption: caption
            )
        )
    }
}

extension UpstreamRequest {
    /// The body as text, nil for none.
    var bodyText: String? { body.map { String(decoding: $0.bytes, as: UTF8.self) } }
}
