import ConformanceKit
import DialectKit
import Testing

/// A dialect's spoken half, with an instance to speak for.
struct SpeakingBench: Sendable, CustomTestStringConvertible {
    let speech: UpstreamSpeech
    var context: SpokenContext

    var testDescription: String { speech.id.text }

    /// What a command loses.
    func losses<C: Command>(_ command: C) throws -> [Loss] {
        try #require(try speech.commands.translate(command, context)).losses
    }

    /// Says a command to an upstream that gives those answers.
    func play<C: Command>(
        _ command: C,
        _ answers: UpstreamReply...
    ) throws -> ConversationPlay<C.Outcome> {
        let said = try #require(try speech.commands.translate(command, context))
        return ConversationPlay(said.conversation, answers: answers)
    }

    /// How a command ends at an upstream that gives those answers.
    func told<C: Command>(_ command: C, _ answers: UpstreamReply...) throws -> Told<C.Outcome> {
        let said = try #require(try speech.commands.translate(command, context))
        return try #require(ConversationPlay(said.conversation, answers: answers).end).get()
    }

    /// Why a command fails at an upstream that gives those answers.
    func failure<C: Command>(
        _ command: C,
        _ answers: UpstreamReply...
    ) throws -> CommandFailure? {
        let said: Translation<C.Outcome>?
        do throws(CommandFailure) {
            said = try speech.commands.translate(command, context)
        } catch {
            return error
        }
        return ConversationPlay(try #require(said).conversation, answers: answers).failure
    }

    /// The first request that a command becomes.
    func request<C: Command>(_ command: C) throws -> String {
        try #require(try play(command).requests.first).line
    }

    /// What a webhook's body is read as.
    func read(
        _ body: String,
        at now: Timestamp = Samples.noon
    ) throws -> [Observation] {
        let events = try #require(speech.events)
        return try events.read(IncomingHook(body: Array(body.utf8), receivedAt: now), context)
    }

    /// What is told of the link by an upstream that gives those answers.
    func link(_ answers: UpstreamReply...) throws -> [Observation.Kind] {
        let play = ConversationPlay(try speech.readLink(context), answers: answers)
        return try #require(play.end).get().observations.map(\.kind)
    }
}

extension ConversationPlay {
    /// Why it failed, nil when it did not or never ended.
    var failure: CommandFailure? {
        if case .failure(let failure) = end { return failure }
        return nil
    }
}

extension UpstreamReply {
    /// An answer with a body, which may be anything.
    init(_ status: Int, _ text: String = "", fields: [HTTPField] = []) {
        self.init(status: status, fields: fields, body: Array(text.utf8))
    }

    /// The answer in a file of `Fixtures/<dialect>/answers`.
    init(fixture path: String) throws {
        let json = try Repository.json("Fixtures/\(path).json")
        let status = try #require(json["status"]?.int)
        let text = json["text"]?.string ?? json["body"]?.text
        self.init(status, try #require(text))
    }
}
