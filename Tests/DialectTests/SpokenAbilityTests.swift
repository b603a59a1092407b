import ConformanceKit
import DialectKit
import Testing
import WhatIsUp
import ZapyAPI

@Suite("What a spoken dialect can carry is what its table says")
struct SpokenAbilityTests {
    static let benches = SpokenBenches.all

    @Test("each command and variant has one row, and no row has no command", arguments: benches)
    func completeness(bench: SpeakingBench) {
        let rows = bench.speech.abilities.rows.map { "\($0.command)/\($0.variant ?? "")" }
        let wanted = SpokenCommands.bare.map { "\(name(of: $0))/\($0.variant ?? "")" }
        #expect(rows.sorted() == wanted.sorted())
        #expect(Set(rows).count == rows.count)
        let carried = Set(bench.speech.abilities.rows.filter(\.ability.isCarried).map(\.command))
        #expect(Set(bench.speech.commands.names) == carried)
    }

    @Test(
        "a call that no page has is not documented to be missing",
        arguments: benches.filter {
            ["megaapi", "zapyapi", "whatisup"].contains($0.speech.id.text)
        }
    )
    func missingCalls(bench: SpeakingBench) {
        for row in bench.speech.abilities.rows {
            guard case .unsupported = row.ability else { continue }
            #expect(row.evidence == .assumed, "\(row.command) \(row.variant ?? "")")
        }
    }

    @Test("a command without optional fields is said where its row says so", arguments: benches)
    func bare(bench: SpeakingBench) {
        for command in SpokenCommands.bare { check(command, in: bench) }
    }

    @Test(
        "a field that is used keeps no command from being said that its row says is carried",
        arguments: benches,
        SpokenCommands.fields
    )
    func fields(bench: SpeakingBench, field: String) {
        for command in SpokenCommands.bare {
            guard let using = SpokenCommands.using(field, command) else { continue }
            check(using, in: bench)
        }
    }

    @Test("nor do all fields together", arguments: benches)
    func allFields(bench: SpeakingBench) {
        for command in SpokenCommands.bare {
            let using = SpokenCommands.fields.reduce(command) { command, field in
                SpokenCommands.using(field, command) ?? command
            }
            check(using, in: bench)
        }
    }

    @Test(
        "a field that changes nothing in the request is among the losses",
        arguments: benches,
        SpokenCommands.fields
    )
    func lossesAreComplete(bench: SpeakingBench, field: String) throws {
        for command in SpokenCommands.bare {
            guard let using = SpokenCommands.using(field, command),
                let plain = try? request(command, in: bench),
                plain == (try? request(using, in: bench))
            else { continue }
            let row = bench.speech.abilities.ability(of: name(of: using), using.variant)
            guard case .lossy(let declared) = row else {
                Issue.record("\(using) is exact and says nothing of \(field)")
                continue
            }
            #expect(declared.contains { $0.path == field }, "\(using)")
        }
    }

    /// What is lost need not be compared: it is read out of the row.
    private func check(_ command: any Command, in bench: SpeakingBench) {
        let row = bench.speech.abilities.ability(of: name(of: command), command.variant)
        #expect(bench.isSaid(command) == row.isCarried, "\(command)")
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

    @Test("reasons are in lower case, without a full stop, one for each field", arguments: benches)
    func reasons(bench: SpeakingBench) {
        for row in bench.speech.abilities.rows {
            switch row.ability {
            case .exact: continue
            case .unsupported(let reason): expectPlain(reason)
            case .lossy(let losses):
                for loss in losses { expectPlain(loss.reason) }
                for known in [Loss.Known.beforehand, .withAnswer] {
                    let paths = losses.filter { $0.known == known }.map(\.path)
                    #expect(Set(paths).count == paths.count, "\(row.command)")
                }
            }
        }
    }

    /// Names begin with more than one capital: QR, LID.
    private func expectPlain(_ reason: String) {
        let isPlain =
            reason.first?.isLowercase == true || reason.prefix(2).allSatisfy(\.isUppercase)
        #expect(isPlain && !reason.hasSuffix("."), "\(reason)")
    }
}
