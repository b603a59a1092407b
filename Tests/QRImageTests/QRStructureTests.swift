import QRImage
import Testing

@Suite("Function patterns lie where every reader looks for them")
struct QRStructureTests {
    private static let symbols = [1, 2, 7, 14, 32, 40].map { number in
        (number: number, bytes: [UInt8](repeating: 0x61, count: Capacity.low[number - 1]))
    }

    @Test("three corners hold a finder pattern and its separator", arguments: symbols)
    func finders(number: Int, bytes: [UInt8]) throws {
        let symbol = try QRSymbol(encoding: bytes)
        let last = symbol.size - 1
        for offset in 0..<8 {
            for depth in 0..<8 {
                let expected = Array(Self.finder[offset])[depth] == "#"
                #expect(symbol[offset, depth] == expected)
                #expect(symbol[last - offset, depth] == expected)
                #expect(symbol[offset, last - depth] == expected)
            }
        }
    }

    @Test("timing patterns alternate between the finders", arguments: symbols)
    func timing(number: Int, bytes: [UInt8]) throws {
        let symbol = try QRSymbol(encoding: bytes)
        for index in 8..<symbol.size - 8 {
            #expect(symbol[6, index] == (index % 2 == 0))
            #expect(symbol[index, 6] == (index % 2 == 0))
        }
    }

    @Test("every alignment pattern is a dark ring around a dark module", arguments: symbols)
    func alignment(number: Int, bytes: [UInt8]) throws {
        let symbol = try QRSymbol(encoding: bytes)
        let centres = QRVersion.all[number - 1].alignmentCentres
        let ring = [(-2, -2), (-2, 0), (-2, 2), (0, 2), (2, 2), (2, 0), (2, -2), (0, -2)]
        let finders = [[6, 6], [6, symbol.size - 7], [symbol.size - 7, 6]]
        for row in centres {
            for column in centres where !finders.contains([row, column]) {
                #expect(symbol[row, column])
                for (y, x) in ring {
                    #expect(symbol[row + y, column + x])
                    #expect(!symbol[row + y / 2, column + x / 2])
                }
            }
        }
    }

    @Test("the module above the lower left finder's edge is always dark", arguments: symbols)
    func darkModule(number: Int, bytes: [UInt8]) throws {
        let symbol = try QRSymbol(encoding: bytes)
        #expect(symbol[symbol.size - 8, 8])
    }

    @Test(
        "outside the symbol every module is light",
        arguments: [(-1, 0), (0, -1), (21, 0), (0, 21)]
    )
    func outside(row: Int, column: Int) throws {
        #expect(try !QRSymbol(encoding: "x")[row, column])
    }

    @Test("alignment patterns are centred as in Annex E", arguments: centres)
    func alignmentCentres(number: Int, centres: [Int]) {
        #expect(QRVersion.all[number - 1].alignmentCentres == centres)
    }

    private static let finder = [
        "#######.", "#.....#.", "#.###.#.", "#.###.#.", "#.###.#.", "#.....#.", "#######.",
        "........",
    ]

    private static let centres: [(Int, [Int])] = [
        (1, []), (2, [6, 18]), (6, [6, 34]), (7, [6, 22, 38]), (13, [6, 34, 62]),
        (14, [6, 26, 46, 66]), (15, [6, 26, 48, 70]), (16, [6, 26, 50, 74]),
        (19, [6, 30, 58, 86]), (22, [6, 26, 50, 74, 98]), (28, [6, 26, 50, 74, 98, 122]),
        (30, [6, 26, 52, 78, 104, 130]), (32, [6, 34, 60, 86, 112, 138]),
        (36, [6, 24, 50, 76, 102, 128, 154]), (39, [6, 26, 54, 82, 110, 138, 166]),
        (40, [6, 30, 58, 86, 114, 142, 170]),
    ]
}
