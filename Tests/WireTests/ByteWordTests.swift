import Testing
import Wire

@Suite("Eight bytes at once are looked at like one by one")
struct ByteWordTests {
    /// Words whose bytes lie around the limits, in all places and beside each other.
    private static let words: [[UInt8]] = {
        let bytes: [UInt8] = [
            0x00, 0x01, 0x1F, 0x20, 0x21, 0x22, 0x23, 0x5C, 0x7E, 0x7F, 0x80, 0xFF,
        ]
        var random = SystemRandomNumberGenerator()
        return (0..<2_000).map { _ in
            (0..<8).map { _ in bytes.randomElement(using: &random) ?? 0 }
        }
    }()

    private static func word(_ bytes: [UInt8]) -> ByteWord {
        ByteWord(bytes.reversed().reduce(0) { $0 << 8 | UInt64($1) })
    }

    /// The place of the lowest byte that was found, nil when none was.
    private static func first(_ found: UInt64) -> Int? {
        let tops = found & ByteWord.tops
        return tops == 0 ? nil : tops.trailingZeroBitCount / 8
    }

    @Test("the first byte below a limit is found", arguments: [0x01, 0x20, 0x21, 0x80] as [UInt8])
    func below(_ limit: UInt8) {
        for bytes in Self.words {
            let found = Self.first(Self.word(bytes).below(limit))
            #expect(found == bytes.firstIndex { $0 < limit }, "\(bytes)")
        }
    }

    @Test("the first byte that is equal is found", arguments: [0x22, 0x5C, 0x7F, 0xFF] as [UInt8])
    func equal(_ wanted: UInt8) {
        for bytes in Self.words {
            let found = Self.first(Self.word(bytes).equal(to: wanted))
            #expect(found == bytes.firstIndex(of: wanted), "\(bytes)")
        }
    }
}
