import QRImage
import Testing

@Suite("Texts become the codewords of worked examples")
struct QRCodewordTests {
    private static let smallest = QRVersion.all[0]

    @Test("the standard's numeric example is packed and padded as in its Annex I")
    func numeric() {
        let codewords = QRSegment(text: "01234567").codewords(in: Self.smallest, capacity: 16)
        #expect(codewords == [0x10, 0x20, 0x0C, 0x56, 0x61, 0x80] + padding(10))
    }

    @Test("the standard's numeric example is corrected as in its Annex I")
    func numericCorrection() {
        let data = QRSegment(text: "01234567").codewords(in: Self.smallest, capacity: 16)
        #expect(
            ReedSolomon(correctionCount: 10).correction(of: data[...]) == [
                0xA5, 0x24, 0xD4, 0xC1, 0xED, 0x36, 0xC7, 0x87, 0x2C, 0x55,
            ]
        )
    }

    @Test("capitals are packed in pairs")
    func alphanumeric() {
        let codewords = QRSegment(text: "HELLO WORLD").codewords(in: Self.smallest, capacity: 16)
        #expect(codewords == [32, 91, 11, 120, 209, 114, 220, 77, 67, 64] + padding(6))
        #expect(
            ReedSolomon(correctionCount: 10).correction(of: codewords[...]) == [
                196, 35, 39, 119, 235, 215, 231, 226, 93, 23,
            ]
        )
    }

    @Test("bytes follow their mode and count, and UTF-8 its mark")
    func bytes() {
        let plain = QRSegment(text: "a").codewords(in: Self.smallest, capacity: 5)
        #expect(plain == [0x40, 0x16, 0x10] + padding(2))
        let marked = QRSegment(text: "é").codewords(in: Self.smallest, capacity: 6)
        #expect(marked == [0x71, 0xA4, 0x02, 0xC3, 0xA9, 0x00])
    }

    @Test("a full symbol has no terminator")
    func noTerminator() {
        let codewords = QRSegment(text: "aB").codewords(in: Self.smallest, capacity: 4)
        #expect(codewords == [0x40, 0x26, 0x14, 0x20])
        let digits = QRSegment(text: String(repeating: "1", count: 41))
        #expect(digits.codewords(in: Self.smallest, capacity: 19).count == 19)
    }

    @Test("the densest mode that can write every character is chosen", arguments: modes)
    func mode(text: String, mode: QRMode) {
        #expect(QRSegment(text: text).mode == mode)
    }

    @Test("blocks of unequal length are interleaved, data before correction")
    func interleaving() {
        let blocks = QRBlocks(version: QRVersion.all[4], correction: .quartile)
        #expect(blocks.count == 4)
        #expect(blocks.dataCount == 62)
        let data = (0..<62).map { UInt8($0) }
        let message = QRCodewords.interleave(data, blocks: blocks)
        #expect(message.count == 134)
        #expect(message.prefix(9) == [0, 15, 30, 46, 1, 16, 31, 47, 2])
        #expect(message[56..<63] == [14, 29, 44, 60, 45, 61, message[62]])
        let encoder = ReedSolomon(correctionCount: 18)
        let last = encoder.correction(of: data[46...])
        #expect(stride(from: 65, to: 134, by: 4).map { message[$0] } == last)
    }

    @Test("a whole block of an interleaved symbol is corrected as in a published example")
    func publishedBlock() {
        let block: [UInt8] = [67, 85, 70, 134, 87, 38, 85, 194, 119, 50, 6, 18, 6, 103, 38]
        #expect(
            ReedSolomon(correctionCount: 18).correction(of: block[...]) == [
                213, 199, 11, 45, 115, 247, 241, 223, 229, 248, 154, 117, 154, 111, 86, 161, 111,
                39,
            ]
        )
    }

    private func padding(_ count: Int) -> [UInt8] {
        (0..<count).map { $0 % 2 == 0 ? 0xEC : 0x11 }
    }

    private static let modes: [(String, QRMode)] = [
        ("", .byte), ("0", .numeric), ("0A", .alphanumeric), ("A $%*+-./:Z", .alphanumeric),
        ("a", .byte), ("2@A", .byte), ("1,2", .byte), ("é", .byte),
    ]
}
