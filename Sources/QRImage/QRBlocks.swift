/// How a version's codewords are shared out to blocks at one level (ISO/IEC 18004, table 9).
package struct QRBlocks: Equatable, Sendable {
    /// Blocks, the shorter ones first.
    package let count: Int
    /// Codewords of correction in every block.
    package let correctionPerBlock: Int
    /// Codewords of data and correction in all blocks.
    package let codewordCount: Int

    /// Looks the version up.
    package init(version: QRVersion, correction: QRCorrection) {
        let row = Self.row(correction)
        count = row.blocks[version.number - 1]
        correctionPerBlock = row.correction[version.number - 1]
        codewordCount = version.codewordCount
    }

    /// Codewords of data in all blocks.
    package var dataCount: Int { codewordCount - count * correctionPerBlock }

    /// Cuts the data codewords into blocks; blocks differ in length by one at most.
    func split(_ data: [UInt8]) -> [ArraySlice<UInt8>] {
        let shortLength = dataCount / count
        let shortBlocks = count - dataCount % count
        var start = data.startIndex
        return (0..<count).map { index in
            let end = start + shortLength + (index < shortBlocks ? 0 : 1)
            defer { start = end }
            return data[start..<end]
        }
    }

    private typealias Row = (blocks: [Int], correction: [Int])

    private static func row(_ correction: QRCorrection) -> Row {
        switch correction {
        case .low: low
        case .medium: medium
        case .quartile: quartile
        case .high: high
        }
    }

    private static let low: Row = (
        [
            1, 1, 1, 1, 1, 2, 2, 2, 2, 4, 4, 4, 4, 4, 6, 6, 6, 6, 7, 8,
            8, 9, 9, 10, 12, 12, 12, 13, 14, 15, 16, 17, 18, 19, 19, 20, 21, 22, 24, 25,
        ],
        [
            7, 10, 15, 20, 26, 18, 20, 24, 30, 18, 20, 24, 26, 30, 22, 24, 28, 30, 28, 28,
            28, 28, 30, 30, 26, 28, 30, 30, 30, 30, 30, 30, 30, 30, 30, 30, 30, 30, 30, 30,
        ]
    )

    private static let medium: Row = (
        [
            1, 1, 1, 2, 2, 4, 4, 4, 5, 5, 5, 8, 9, 9, 10, 10, 11, 13, 14, 16,
            17, 17, 18, 20, 21, 23, 25, 26, 28, 29, 31, 33, 35, 37, 38, 40, 43, 45, 47, 49,
        ],
        [
            10, 16, 26, 18, 24, 16, 18, 22, 22, 26, 30, 22, 22, 24, 24, 28, 28, 26, 26, 26,
            26, 28, 28, 28, 28, 28, 28, 28, 28, 28, 28, 28, 28, 28, 28, 28, 28, 28, 28, 28,
        ]
    )

    private static let quartile: Row = (
        [
            1, 1, 2, 2, 4, 4, 6, 6, 8, 8, 8, 10, 12, 16, 12, 17, 16, 18, 21, 20,
            23, 23, 25, 27, 29, 34, 34, 35, 38, 40, 43, 45, 48, 51, 53, 56, 59, 62, 65, 68,
        ],
        [
            13, 22, 18, 26, 18, 24, 18, 22, 20, 24, 28, 26, 24, 20, 30, 24, 28, 28, 26, 30,
            28, 30, 30, 30, 30, 28, 30, 30, 30, 30, 30, 30, 30, 30, 30, 30, 30, 30, 30, 30,
        ]
    )

    private static let high: Row = (
        [
            1, 1, 2, 4, 4, 4, 5, 6, 8, 8, 11, 11, 16, 16, 18, 16, 19, 21, 25, 25,
            25, 34, 30, 32, 35, 37, 40, 42, 45, 48, 51, 54, 57, 60, 63, 66, 70, 74, 77, 81,
        ],
        [
            17, 28, 22, 16, 22, 28, 26, 26, 24, 28, 24, 28, 22, 24, 24, 30, 28, 28, 26, 28,
            30, 24, 30, 30, 30, 30, 30, 30, 30, 30, 30, 30, 30, 30, 30, 30, 30, 30, 30, 30,
        ]
    )
}
