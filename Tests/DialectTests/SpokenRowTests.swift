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

        /// The uses of the row's command and variant, with no field and with all of them.
        var uses: [any Command] {
            (SpokenCommands.bare + SpokenCommands.full).filter { command in
                type(of: command).traits.name == row.command && command.variant == row.variant
            }
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

    @Test("what it says is carried is said with whatever fields, the rest never", arguments: cells)
    func said(cell: Cell) {
        #expect(!cell.uses.isEmpty)
        for command in cell.uses {
            #expect(cell.bench.isSaid(command) == cell.row.ability.isCarried, "\(command)")
        }
    }

    @Test("a loss that is known beforehand is one that some use has", arguments: cells)
    func happens(cell: Cell) {
        guard case .lossy(let declared) = cell.row.ability else { return }
        let used = Set(cell.uses.flatMap(\.fields))
        for loss in declared where loss.known == .beforehand {
            #expect(loss.isCertain(with: used), "\(loss.text)")
        }
    }
}
