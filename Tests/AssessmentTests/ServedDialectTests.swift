import Assessment
import DialectKit
import MegaAPI
import Testing
import Uazapi
import WhatIsUp
import ZapyAPI

@Suite("The matrix of the dialects that are served")
struct ServedDialectTests {
    private static let dialects: [any Dialect] = [
        UazapiDialect(), MegaAPIDialect(), ZapyAPIDialect(), WhatIsUpDialect(),
    ]

    @Test("every operation becomes commands that somebody carries, in variants that there are")
    func findings() {
        #expect(Matrix(dialects: Self.dialects, speeches: []).findings == [])
    }

    @Test("an upstream that carries everything carries every operation exactly")
    func everything() {
        let rows = Matrix(dialects: [], speeches: []).commands.compactMap { row in
            row.command.map { AbilityTable.Row($0, row.variant, .exact) }
        }
        let matrix = Matrix(dialects: Self.dialects, speeches: [.toy("all", rows)])
        for front in matrix.fronts {
            let tally = matrix.tally(of: DialectID("all"), for: front.dialect)
            #expect(tally.exact > 0, "\(front.dialect)")
            #expect(tally.lossy + tally.unsupported == 0, "\(front.dialect)")
        }
    }
}
