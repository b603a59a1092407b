import Foundation
import QRImage
import TestSupport
import Testing

@Suite(
    "An independent reader reads back what was written",
    .enabled(if: ZBar.executable != nil, "zbarimg (Debian: zbar-tools) is not installed")
)
struct QRReaderTests {
    @Test("every version is read at every level", .temporaryFolder, arguments: 1...40)
    func versions(number: Int) throws {
        let texts = QRCorrection.allCases.map {
            PairingText.make(length: Capacity.bytes($0)[number - 1])
        }
        let symbols = try zip(texts, QRCorrection.allCases).map {
            try QRSymbol(encoding: $0, correction: $1)
        }
        #expect(symbols.allSatisfy { $0.size == 17 + 4 * number })
        try expect(symbols, toRead: texts)
    }

    @Test(
        "pairing strings of usual lengths are read at the usual levels",
        .temporaryFolder,
        arguments: [1, 2, 100, 229, 230, 231, 237, 251, 252, 271, 272, 300],
        [QRCorrection.low, .medium]
    )
    func pairing(length: Int, correction: QRCorrection) throws {
        let text = PairingText.make(length: length)
        try expect([QRSymbol(encoding: text, correction: correction)], toRead: [text])
    }

    @Test("every mask is read", .temporaryFolder, arguments: QRMask.allCases)
    func masks(mask: QRMask) throws {
        let text = PairingText.make(length: 240)
        let symbol = try QRSymbol(segment: QRSegment(text: text), correction: .low, masks: [mask])
        try expect([symbol], toRead: [text])
    }

    @Test(
        "digits, capitals and UTF-8 are read exactly",
        .temporaryFolder,
        arguments: [
            "0", "00", "007", "5511999999999", "HELLO WORLD", "HTTP://A.B/C?", "A", "*%$:/+-. 9",
            "São Paulo, coração", "Olá 👋🏽", "日本語のテキスト", "ÿ", "Привет",
        ]
    )
    func texts(text: String) throws {
        let symbols = try QRCorrection.allCases.map { try QRSymbol(encoding: text, correction: $0) }
        try expect(symbols, toRead: symbols.map { _ in text })
    }

    @Test(
        "digits and capitals are read in every class of versions",
        .temporaryFolder,
        arguments: [
            "7312", "Q$A9",
        ]
    )
    func countWidths(pattern: String) throws {
        let texts = [3, 150, 700].map { String(repeating: pattern, count: $0) }
        try expect(texts.map { try QRSymbol(encoding: $0) }, toRead: texts)
    }

    @Test(
        "scale and quiet zone may be chosen",
        .temporaryFolder,
        arguments: [1, 2, 3, 9],
        [4, 10]
    )
    func scales(scale: Int, quietZone: Int) throws {
        let text = PairingText.make(length: 237)
        let image = PNGImage.encode(
            try QRSymbol(encoding: text),
            scale: scale,
            quietZone: quietZone
        )
        let folder = URL(fileURLWithPath: TemporaryFolder.current)
        #expect(try ZBar.read([image], in: folder) == text + "\n")
    }

    private func expect(_ symbols: [QRSymbol], toRead texts: [String]) throws {
        let folder = URL(fileURLWithPath: TemporaryFolder.current)
        let output = try ZBar.read(symbols.map { PNGImage.encode($0, scale: 4) }, in: folder)
        #expect(output == texts.map { $0 + "\n" }.joined())
    }
}
