import ConformanceKit
import DialectKit
import Testing
import WhatIsUp
import ZapyAPI

@Suite("Nothing that an upstream answers traps")
struct SpokenHostilityTests {
    private static let benches = SpokenBenches.all

    /// Sound answers of the vendor.
    private static func answers(_ dialect: String) throws -> [String] {
        guard dialect != "uazapi" else {
            return [
                UazapiFixture.connectedJSON, UazapiFixture.awaitingQRJSON,
                UazapiFixture.awaitingCodeJSON,
            ].map { #"{"instance":\#($0),"status":{"connected":true,"loggedIn":true}}"# }
        }
        return try Repository.jsonNames(in: "Fixtures/\(dialect)/answers").compactMap { name in
            try Repository.json("Fixtures/\(dialect)/answers/\(name)")["body"]?.text
        }
    }

    @Test("hostile answers end every conversation with an outcome or a failure", arguments: benches)
    func answers(bench: SpeakingBench) throws {
        let sound = try Self.answers(bench.speech.id.text)
        let bodies = HostileJSON.texts + sound.flatMap(HostileJSON.variants)
        #expect(bodies.count > 500)
        for body in Self.some(300, of: bodies) {
            for status in [200, 400, 500] { play(UpstreamReply(status, body), in: bench) }
        }
    }

    /// So many, taken from everywhere: they tell as much as all.
    private static func some(_ count: Int, of bodies: [String]) -> [String] {
        stride(from: 0, to: bodies.count, by: 1 + bodies.count / count).map { bodies[$0] }
    }

    /// Says everything to an upstream that always answers the same.
    private func play(_ reply: UpstreamReply, in bench: SpeakingBench) {
        let answers = Array(repeating: reply, count: 256)
        for command in SpokenCommands.bare {
            func say<C: Command>(_ command: C) {
                guard let said = try? bench.speech.commands.translate(command, bench.context) else {
                    return
                }
                let end = expectEnd(of: said.conversation, answers, "\(C.traits.name)")
                if let end { expectDeclared(end, command, in: bench) }
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

    /// What is told to be lost stands in the row.
    private func expectDeclared<C: Command>(
        _ end: Result<Told<C.Outcome>, CommandFailure>,
        _ command: C,
        in bench: SpeakingBench
    ) {
        guard case .success(let told) = end, !told.losses.isEmpty else { return }
        let row = bench.speech.abilities.ability(of: C.traits.name, command.variant)
        guard case .lossy(let declared) = row else {
            Issue.record("\(C.traits.name) is exact and loses \(told.losses)")
            return
        }
        let known = declared.filter { $0.known == .withAnswer }
        #expect(told.losses.allSatisfy(known.contains), "\(C.traits.name)")
    }

    /// Plays a conversation; one that still asks after so many answers never ends.
    @discardableResult
    private func expectEnd<Outcome>(
        of conversation: Conversation<Outcome>,
        _ answers: [UpstreamReply],
        _ what: String
    ) -> Result<Told<Outcome>, CommandFailure>? {
        let end = ConversationPlay(conversation, answers: answers).end
        if end == nil {
            Issue.record("\(what) does not end at \(answers.first?.body ?? [])")
        }
        return end
    }

    @Test("hostile webhooks are read or refused", arguments: benches)
    func hooks(bench: SpeakingBench) throws {
        let variants = try Self.hooks(bench).flatMap(HostileJSON.variants)
        for body in HostileJSON.texts + Self.some(3_000, of: variants) {
            let anyInstance = body.replacing("instanceId", with: "x").replacing(
                "instance_id",
                with: "y"
            )
            _ = try? bench.read(body)
            for observation in (try? bench.read(anyInstance)) ?? [] {
                guard case .event(.other(let kind, let json)) = observation.kind else { continue }
                #expect(kind.hasPrefix("raw.") && kind.utf8.count <= 68 && json.utf8.first == 0x7B)
            }
        }
    }

    private static func hooks(_ bench: SpeakingBench) throws -> [String] {
        let dialect = bench.speech.id.text
        let files = EventFixtureFile.all.filter { $0.path.contains("/\(dialect)/") }
        let own = try Repository.jsonNames(in: "Fixtures/\(dialect)/hooks").compactMap { name in
            try Repository.json("Fixtures/\(dialect)/hooks/\(name)")["body"]?.text
        }
        let bodies = try files.flatMap { try $0.read().requests.map(\.body.text) } + own
        #expect(!bodies.isEmpty)
        return bodies
    }
}
