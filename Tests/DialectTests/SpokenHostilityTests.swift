import ConformanceKit
import DialectKit
import Testing
import WhatIsUp
import ZapyAPI

@Suite("Nothing that an upstream answers traps")
struct SpokenHostilityTests {
    private static let folders = ["zapyapi", "whatisup"]

    private static func answers(_ dialect: String) throws -> [String] {
        try Repository.jsonNames(in: "Fixtures/\(dialect)/answers").compactMap { name in
            try Repository.json("Fixtures/\(dialect)/answers/\(name)")["body"]?.text
        }
    }

    private static func bench(_ dialect: String) -> SpeakingBench {
        dialect == "zapyapi" ? ZapyAPIBench.linked : WhatIsUpBench.linked
    }

    @Test("hostile answers end every conversation with an outcome or a failure", arguments: folders)
    func answers(dialect: String) throws {
        let bench = Self.bench(dialect)
        let bodies = try HostileJSON.texts + Self.answers(dialect).flatMap(HostileJSON.variants)
        #expect(bodies.count > 500)
        for body in bodies {
            for status in [200, 400, 500] { play(UpstreamReply(status, body), in: bench) }
        }
    }

    /// Says everything to an upstream that always answers the same.
    private func play(_ reply: UpstreamReply, in bench: SpeakingBench) {
        let answers = Array(repeating: reply, count: 256)
        for command in SpokenCommands.bare {
            func say<C: Command>(_ command: C) {
                guard let said = try? bench.speech.commands.translate(command, bench.context) else {
                    return
                }
                expectEnd(of: said.conversation, answers, "\(C.traits.name)")
            }
            say(command)
        }
        if let link = try? bench.speech.readLink(bench.context) {
            expectEnd(of: link, answers, "the reading of the link")
        }
        if let list = try? bench.speech.listAccounts?(bench.context) {
            expectEnd(of: list, answers, "the list of accounts")
        }
        if let set = try? bench.speech.events?.register?("https://gw.example.com", bench.context) {
            expectEnd(of: set, answers, "the registration of the webhook")
        }
    }

    /// Plays a conversation; one that still asks after so many answers never ends.
    private func expectEnd<Outcome>(
        of conversation: Conversation<Outcome>,
        _ answers: [UpstreamReply],
        _ what: String
    ) {
        if ConversationPlay(conversation, answers: answers).end == nil {
            Issue.record("\(what) does not end at \(answers.first?.body ?? [])")
        }
    }

    @Test("hostile webhooks are read or refused", arguments: folders)
    func hooks(dialect: String) throws {
        let bench = Self.bench(dialect)
        let files = EventFixtureFile.all.filter { $0.path.contains("/\(dialect)/") }
        let bodies = try files.flatMap { try $0.read().requests.map(\.body.text) }
        for body in HostileJSON.texts + bodies.flatMap(HostileJSON.variants) {
            let anyInstance = body.replacing("instanceId", with: "x").replacing(
                "instance_id",
                with: "y"
            )
            _ = try? bench.read(body)
            for observation in (try? bench.read(anyInstance)) ?? [] {
                guard case .event(.other(let kind, let json)) = observation.kind else { continue }
                #expect(kind.hasPrefix("raw.") && kind.utf8.count <= 68 && json == "{}")
            }
        }
    }
}
