import ConformanceKit
import DialectKit
import Testing
import Uazapi

/// What the tests of the spoken half of uazapi share.
enum UazapiSpoken {
    static let speech = UpstreamSpeech.uazapi
    static let reference = "cmd_01KGJ0MPWGZ8YQ4T6V0N2B3C5E"
    static let admin = "admin-secret"

    static func context(
        _ instance: Instance = UazapiFixture.connected,
        settings: [String: String] = ["token": UazapiFixture.token],
        message: Message? = nil
    ) -> SpokenContext {
        SpokenContext(
            settings: settings,
            instance: instance,
            now: Exchange.now,
            reference: reference,
            message: message
        )
    }

    /// Says a command and plays its conversation with these answers.
    static func play<C: Command>(
        _ command: C,
        _ answers: [UpstreamReply],
        _ context: SpokenContext = context()
    ) throws -> ConversationPlay<C.Outcome> {
        let said = try #require(try speech.commands.translate(command, context))
        return ConversationPlay(said.conversation, answers: answers)
    }

    /// How a conversation ended; one that did not fails the test.
    static func end<C: Command>(
        _ command: C,
        _ answers: [UpstreamReply],
        _ context: SpokenContext = context()
    ) throws -> Told<C.Outcome> {
        try #require(try play(command, answers, context).end).get()
    }

    /// The failure with which a conversation ended, nil when it went well.
    static func failure<C: Command>(
        _ command: C,
        _ answer: UpstreamReply,
        _ context: SpokenContext = context()
    ) throws -> CommandFailure? {
        guard case .failure(let failure) = try play(command, [answer], context).end else {
            return nil
        }
        return failure
    }

    static func link(_ observations: [Observation]) -> LinkState? {
        for case .link(let state, _) in observations.map(\.kind) { return state }
        return nil
    }

    static func account(_ observations: [Observation]) -> LinkedAccount? {
        for case .account(let account) in observations.map(\.kind) { return account }
        return nil
    }
}

extension UpstreamReply {
    /// An answer with a text for a body.
    init(_ status: Int = 200, _ text: String) {
        self.init(status: status, body: Array(text.utf8))
    }
}

extension UpstreamRequest {
    /// The method, the target and the body.
    var line: String {
        let body = body.map { " " + String(decoding: $0.bytes, as: UTF8.self) } ?? ""
        return "\(method.rawValue) \(target)\(body)"
    }
}
