import QRImage
import Testing

@Suite("A text takes the smallest version that holds it")
struct QRCapacityTests {
    @Test("each version holds as many bytes as the standard says", arguments: QRCorrection.allCases)
    func bytes(correction: QRCorrection) throws {
        for (index, capacity) in Capacity.bytes(correction).enumerated() {
            let symbol = try QRSymbol(
                segment: QRSegment(bytes: [UInt8](repeating: 0x7A, count: capacity)),
                correction: correction,
                masks: [.pattern000]
            )
            #expect(symbol.size == 21 + 4 * index)
        }
    }

    @Test(
        "one byte more takes the next version",
        arguments: [(17, 21), (18, 25), (230, 53), (231, 57)]
    )
    func nextVersion(count: Int, size: Int) throws {
        #expect(try QRSymbol(encoding: [UInt8](repeating: 0x7A, count: count)).size == size)
    }

    @Test("one byte more than version 40 holds is refused", arguments: QRCorrection.allCases)
    func tooLong(correction: QRCorrection) throws {
        let capacity = try #require(Capacity.bytes(correction).last)
        let limit = QRBlocks(version: QRVersion.all[39], correction: correction).dataCount * 8
        #expect(throws: QRError.tooLong(bits: limit + 4, limit: limit)) {
            try QRSymbol(
                encoding: [UInt8](repeating: 0x7A, count: capacity + 1),
                correction: correction
            )
        }
    }

    @Test(
        "digits and capitals are packed more densely",
        arguments: [
            ("7", 7089, QRCorrection.low), ("7", 3057, .high), ("A", 4296, .low),
            ("A", 1852, .high),
        ]
    )
    func denseModes(character: String, count: Int, correction: QRCorrection) throws {
        let longest = String(repeating: character, count: count)
        #expect(try QRSymbol(encoding: longest, correction: correction).size == 177)
        #expect(throws: QRError.self) {
            try QRSymbol(encoding: longest + character, correction: correction)
        }
    }

    @Test("a mark for UTF-8 counts towards the length")
    func utf8() throws {
        let text = String(repeating: "é", count: 8) + "a"
        #expect(text.utf8.count == Capacity.low[0])
        #expect(try QRSymbol(encoding: Array(text.utf8)).size == 21)
        #expect(try QRSymbol(encoding: text).size == 25)
    }

    @Test("text and its ASCII bytes give the same symbol")
    func textAndBytes() throws {
        #expect(try QRSymbol(encoding: "2@x,y=") == QRSymbol(encoding: Array("2@x,y=".utf8)))
    }
}
