import DialectKit
import MegaAPI
import Testing
import Uazapi

@Suite("Every row of every spoken dialect is true")
struct SpokenRowTests {
    /// One row of one dialect's table.
    struct Cell: Sendable, CustomTestStringConvertible {
        let bench: SpeakingBench
        let row: AbilityTable.Row

        var testDescription: String {
            "\(bench.speech.id.text) \(row.command) \(row.variant ?? "")"
        }

        /// What each use of the row's command and variant loses, nil where it cannot be said.
        func uses() throws -> [(fields: [String], losses: Set<Loss>?)] {
            try (SpokenCommands.bare + SpokenCommands.full)
                .filter { type(of: $0).traits.name == row.command && $0.variant == row.variant }
                .map { ($0.fields, try lost($0).map(Set.init)) }
        }

        private func lost(_ command: any Command) throws -> [Loss]? {
            func say<C: Command>(_ command: C) throws -> [Loss]? {
                do throws(CommandFailure) {
                    return try bench.speech.commands.translate(command, bench.context)?.losses
                } catch {
                    #expect(error.code == .capabilityUnsupported, "\(command)")
                    return nil
                }
            }
            return try say(command)
        }
    }

    /// Every row of every table.
    static let cells = SpokenBenches.all.flatMap { bench in
        bench.speech.abilities.rows.map { Cell(bench: bench, row: $0) }
    }

    @Test("all five dialects are among them, each with as many rows as there are variants")
    func completeness() {
        let rows = Dictionary(grouping: Self.cells) { $0.bench.speech.id.text }
        #expect(rows.keys.sorted() == ["evolution", "megaapi", "uazapi", "whatisup", "zapyapi"])
        let variants = Set(
            SpokenCommands.bare.map { "\(type(of: $0).traits.name)/\($0.variant ?? "")" }
        )
        #expect(rows.values.allSatisfy { $0.count == variants.count })
    }

    @Test("an exact row loses nothing, with whatever fields", arguments: cells)
    func exact(cell: Cell) throws {
        guard cell.row.ability == .exact else { return }
        let uses = try cell.uses()
        #expect(!uses.isEmpty)
        for (fields, losses) in uses { #expect(losses == [], "\(fields)") }
    }

    @Test(
        "a lossy row loses what it declares of the fields in use, each of them once",
        arguments: cells
    )
    func lossy(cell: Cell) throws {
        guard case .lossy(let declared) = cell.row.ability else { return }
        let uses = try cell.uses()
        for (fields, losses) in uses {
            let expected = declared.filter { $0.isCertain(with: Set(fields)) }
            #expect(losses == Set(expected), "\(fields)")
        }
        let lost = uses.reduce(into: Set<Loss>()) { $0.formUnion($1.losses ?? []) }
        let foreseen = declared.filter { $0.known == .beforehand }
        #expect(lost == Set(foreseen), "a declared loss never happens")
    }

    @Test("what a row says is unsupported cannot be said", arguments: cells)
    func unsupported(cell: Cell) throws {
        guard case .unsupported(let reason) = cell.row.ability else { return }
        #expect(!reason.isEmpty && !reason.hasSuffix("."))
        let uses = try cell.uses()
        #expect(!uses.isEmpty)
        for (fields, losses) in uses { #expect(losses == nil, "\(fields)") }
    }
}
