import ConformanceKit
import DialectKit
import Evolution
import Foundation
import Testing

/// What the tests of Evolution's speech share: fixtures, an instance, and conversations that are
/// played with the fixtures for answers.
enum EvolutionPlay {
    static let speech = UpstreamSpeech.evolution
    static let now = Timestamp(milliseconds: 1_763_730_000_000)
    static let ana = Samples.address("5511988888888@s.whatsapp.net")
    static let me = Samples.address("5511999999999@s.whatsapp.net")
    static let lid = Samples.address("123456789012345@lid")
    static let group = Samples.address("120363000000000001@g.us")
    static let settings = ["api_key": "k3y", "instance": "loja"]

    /// The account of the fixtures.
    static func account() throws -> LinkedAccount {
        LinkedAccount(
            phone: try #require(PhoneNumber("5511999999999")),
            device: 7,
            lid: "555666777888999",
            pushName: "Loja"
        )
    }

    static func context(
        _ state: LinkState = .connected,
        isLinked: Bool = true,
        settings: [String: String] = settings,
        message: Message? = nil,
        share: (@Sendable ([UInt8], String?) -> String?)? = nil
    ) throws -> SpokenContext {
        var instance = Instance(
            id: InstanceID("inst_1"),
            tenant: TenantID("tenant_1"),
            name: "loja",
            createdAt: Timestamp(milliseconds: 0)
        )
        instance.state = state
        if isLinked { instance.account = try account() }
        return SpokenContext(
            settings: settings,
            instance: instance,
            now: now,
            reference: "cmd_1",
            message: message,
            share: share
        )
    }

    /// An answer of `Fixtures/evolution/answers`.
    static func answer(_ name: String) throws -> UpstreamReply {
        let file = try Repository.json("Fixtures/evolution/answers/\(name).json")
        let status = try #require(file["status"]?.int)
        let body = file["text"]?.string.map { Array($0.utf8) } ?? file["body"]?.serialized() ?? []
        return UpstreamReply(status: status, body: body)
    }

    /// A webhook of `Fixtures/evolution/hooks`, one second after ``now``.
    static func hook(_ name: String, fields: [HTTPField] = []) throws -> IncomingHook {
        let file = try Repository.json("Fixtures/evolution/hooks/\(name).json")
        let body = try #require(file["body"])
        let receivedAt = now.advanced(byMilliseconds: 1_000)
        return IncomingHook(fields: fields, body: body.serialized(), receivedAt: receivedAt)
    }

    /// Says a command and plays it through.
    static func play<C: Command>(
        _ command: C,
        _ answers: [String],
        _ context: SpokenContext? = nil
    ) throws -> Played<C.Outcome> {
        let context = try context ?? Self.context()
        let said = try #require(try speech.commands.translate(command, context))
        let replies = try answers.map { try answer($0) }
        return Played(
            losses: said.losses,
            play: ConversationPlay(said.conversation, answers: replies)
        )
    }
}

/// A conversation that was played through.
struct Played<Outcome: Sendable> {
    let losses: [Loss]
    let play: ConversationPlay<Outcome>

    /// What was asked, a line each: method, target, body.
    var said: [String] { play.requests.map(\.line) }

    /// What it ended with.
    func told() throws -> Told<Outcome> { try #require(play.end).get() }

    /// The code it failed with.
    var code: FailureCode? {
        if case .failure(let failure) = play.end { return failure.code }
        return nil
    }
}

extension UpstreamRequest {
    /// The request in one line.
    var line: String {
        let text = body.map { " " + String(decoding: $0.bytes, as: UTF8.self) } ?? ""
        return "\(method.rawValue) \(target)\(text)"
    }
}
