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
        let carried = Set(bench.speech.abilities.rows.filter(\.isCarried).map(\.command))
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

    private func check(_ command: any Command, in bench: SpeakingBench) throws {
        let row = bench.speech.abilities.ability(of: name(of: command), command.variant)
        switch row {
        case .exact: #expect(try lost(command, in: bench) == [], "\(command)")
        case .lossy(let losses):
            let expected = losses.filter { $0.isCertain(with: Set(command.fields)) }
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

extension AbilityTable.Row {
    fileprivate var isCarried: Bool {
        if case .unsupported = ability { return false }
        return true
    }
}
