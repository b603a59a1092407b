import QRImage
import Testing

@Suite("Format and version information are those of the standard's tables")
struct QRFormatTests {
    @Test("every level and mask has its bits beside all three finders", arguments: formats)
    func format(correction: QRCorrection, expected: [Int]) throws {
        for (mask, bits) in zip(QRMask.allCases, expected) {
            let symbol = try QRSymbol(
                segment: QRSegment(text: "any text"),
                correction: correction,
                masks: [mask]
            )
            #expect(bitsAtCorner(symbol) == bits)
            #expect(bitsAtEdges(symbol) == bits)
        }
    }

    @Test("every version from 7 has its bits in both places", arguments: zip(7...40, versions))
    func version(number: Int, expected: Int) throws {
        let bytes = [UInt8](repeating: 0x7A, count: Capacity.low[number - 1])
        let symbol = try QRSymbol(encoding: bytes)
        try #require(symbol.size == 17 + 4 * number)
        var upper = 0
        var lower = 0
        for bit in (0..<18).reversed() {
            let (along, across) = (bit / 3, symbol.size - 11 + bit % 3)
            upper = upper << 1 | (symbol[along, across] ? 1 : 0)
            lower = lower << 1 | (symbol[across, along] ? 1 : 0)
        }
        #expect(upper == expected)
        #expect(lower == expected)
    }

    /// Bit 14 first: from the left along row 8, then upwards along column 8.
    private func bitsAtCorner(_ symbol: QRSymbol) -> Int {
        let columns = [0, 1, 2, 3, 4, 5, 7, 8].map { symbol[8, $0] }
        let rows = [7, 5, 4, 3, 2, 1, 0].map { symbol[$0, 8] }
        return (columns + rows).reduce(0) { $0 << 1 | ($1 ? 1 : 0) }
    }

    /// Bit 14 first: upwards along column 8 from the bottom, then to the right along row 8.
    private func bitsAtEdges(_ symbol: QRSymbol) -> Int {
        let rows = (1...7).map { symbol[symbol.size - $0, 8] }
        let columns = (1...8).reversed().map { symbol[8, symbol.size - $0] }
        return (rows + columns).reduce(0) { $0 << 1 | ($1 ? 1 : 0) }
    }

    /// ISO/IEC 18004, table C.1, after masking; masks 000 to 111.
    private static let formats: [(QRCorrection, [Int])] = [
        (.low, [0x77C4, 0x72F3, 0x7DAA, 0x789D, 0x662F, 0x6318, 0x6C41, 0x6976]),
        (.medium, [0x5412, 0x5125, 0x5E7C, 0x5B4B, 0x45F9, 0x40CE, 0x4F97, 0x4AA0]),
        (.quartile, [0x355F, 0x3068, 0x3F31, 0x3A06, 0x24B4, 0x2183, 0x2EDA, 0x2BED]),
        (.high, [0x1689, 0x13BE, 0x1CE7, 0x19D0, 0x0762, 0x0255, 0x0D0C, 0x083B]),
    ]

    /// ISO/IEC 18004, table D.1, versions 7 to 40.
    private static let versions = [
        0x07C94, 0x085BC, 0x09A99, 0x0A4D3, 0x0BBF6, 0x0C762, 0x0D847, 0x0E60D, 0x0F928, 0x10B78,
        0x1145D, 0x12A17, 0x13532, 0x149A6, 0x15683, 0x168C9, 0x177EC, 0x18EC4, 0x191E1, 0x1AFAB,
        0x1B08E, 0x1CC1A, 0x1D33F, 0x1ED75, 0x1F250, 0x209D5, 0x216F0, 0x228BA, 0x2379F, 0x24B0B,
        0x2542E, 0x26A64, 0x27541, 0x28C69,
    ]
}
