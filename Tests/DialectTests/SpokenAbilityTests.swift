import ConformanceKit
import DialectKit
import Testing
import WhatIsUp
import ZapyAPI

@Suite("What a spoken dialect can carry is what its table says")
struct SpokenAbilityTests {
    /// The dialects, each with an instance that is linked.
    static let benches = [ZapyAPIBench.linked, WhatIsUpBench.linked]

    @Test("each command and variant has one row, and no row has no command", arguments: benches)
    func completeness(bench: SpeakingBench) {
        let rows = bench.speech.abilities.rows.map { "\($0.command)/\($0.variant ?? "")" }
        let wanted = SpokenCommands.bare.map { "\(name(of: $0))/\($0.variant ?? "")" }
        #expect(rows.sorted() == wanted.sorted())
        #expect(Set(rows).count == rows.count)
    }

    @Test("a call that no page has is not documented to be missing", arguments: benches)
    func missingCalls(bench: SpeakingBench) {
        for row in bench.speech.abilities.rows {
            guard case .unsupported = row.ability else { continue }
            #expect(row.evidence == .assumed, "\(row.command) \(row.variant ?? "")")
        }
    }

    @Test("a command without optional fields loses what every use loses", arguments: benches)
    func bareLosses(bench: SpeakingBench) throws {
        for command in SpokenCommands.bare { try check(command, in: bench) }
    }

    @Test(
        "a field that is used is lost exactly where its row says so",
        arguments: benches,
        SpokenCommands.fields
    )
    func fieldLosses(bench: SpeakingBench, field: String) throws {
        for command in SpokenCommands.bare {
            guard let using = SpokenCommands.using(field, command) else { continue }
            try check(using, in: bench)
        }
    }

    @Test("what all fields together lose is what each loses", arguments: benches)
    func allFields(bench: SpeakingBench) throws {
        for command in SpokenCommands.bare {
            let using = SpokenCommands.fields.reduce(command) { command, field in
                SpokenCommands.using(field, command) ?? command
            }
            try check(using, in: bench)
        }
    }

    @Test(
        "a field that changes nothing in the request is among the losses",
        arguments: benches,
        SpokenCommands.fields
    )
    func lossesAreComplete(bench: SpeakingBench, field: String) throws {
        // The type of a file at a URL is what its server says; the one given is a hint.
        guard field != "media_type" else { return }
        for command in SpokenCommands.bare {
            guard let using = SpokenCommands.using(field, command),
                let plain = try? request(command, in: bench),
                plain == (try? request(using, in: bench))
            else { continue }
            let losses = try lost(using, in: bench)
            #expect(losses?.contains { $0.path == field } == true, "\(using)")
        }
    }

    private func check(_ command: any Command, in bench: SpeakingBench) throws {
        let row = bench.speech.abilities.ability(of: name(of: command), command.variant)
        switch row {
        case .exact: #expect(try lost(command, in: bench) == [], "\(command)")
        case .lossy(let losses):
            let paths = command.fields + [Loss.always]
            let expected = losses.filter { paths.contains($0.path) }
            #expect(try lost(command, in: bench) == expected, "\(command)")
        case .unsupported(let reason):
            #expect(!reason.isEmpty && !reason.hasSuffix("."))
            #expect(try lost(command, in: bench) == nil, "\(command)")
        }
    }

    /// What is lost, nil where the command cannot be said.
    private func lost(_ command: any Command, in bench: SpeakingBench) throws -> [Loss]? {
        func say<C: Command>(_ command: C) throws -> [Loss]? {
            do throws(CommandFailure) {
                return try bench.speech.commands.translate(command, bench.context)?.losses
            } catch {
                #expect(error.code == .capabilityUnsupported)
                return nil
            }
        }
        return try say(command)
    }

    /// The first request, nil where the command cannot be said.
    private func request(_ command: any Command, in bench: SpeakingBench) throws -> String? {
        func say<C: Command>(_ command: C) throws -> String? {
            let said = try bench.speech.commands.translate(command, bench.context)
            return said.flatMap { ConversationPlay($0.conversation).requests.first?.line }
        }
        return try say(command)
    }

    private func name(of command: any Command) -> String { type(of: command).traits.name }
}
