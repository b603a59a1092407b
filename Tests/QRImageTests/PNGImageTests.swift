import CZlib
import QRImage
import Testing

@Suite("A picture is a well-formed PNG")
struct PNGImageTests {
    @Test("it has signature, header, data and end, with the right check sums")
    func chunks() throws {
        let png = try PNGFile(PNGImage.encode(QRSymbol(encoding: "x")))
        #expect(png.chunks.map(\.type) == ["IHDR", "IDAT", "IEND"])
        #expect(png.chunks.last?.data.isEmpty == true)
    }

    @Test(
        "the header gives the size in pixels, one bit a pixel, greyscale",
        arguments: [(6, 4, 174), (1, 0, 21), (10, 4, 290), (0, -1, 21), (1000, 1000, 53 * 32)]
    )
    func header(scale: Int, quietZone: Int, width: Int) throws {
        let symbol = try QRSymbol(encoding: "x")
        let png = try PNGFile(PNGImage.encode(symbol, scale: scale, quietZone: quietZone))
        let size = [0, 0, UInt8(width >> 8), UInt8(width & 0xFF)]
        #expect(png.chunks.first?.data == size + size + [1, 0, 0, 0, 0])
    }

    @Test("pixels are black where the symbol is dark", arguments: [(1, 0), (3, 4), (8, 1)])
    func pixels(scale: Int, quietZone: Int) throws {
        let symbol = try QRSymbol(encoding: PairingText.make(length: 40))
        let png = try PNGFile(PNGImage.encode(symbol, scale: scale, quietZone: quietZone))
        let width = (symbol.size + 2 * quietZone) * scale
        let stride = 1 + (width + 7) / 8
        let lines = try png.pixels(count: stride * width)
        for y in 0..<width {
            #expect(lines[y * stride] == 0, "line \(y) is filtered")
            for x in 0..<width {
                let isBlack = lines[y * stride + 1 + x / 8] << (x % 8) & 0x80 == 0
                let isDark = symbol[y / scale - quietZone, x / scale - quietZone]
                try #require(isBlack == isDark, "pixel \(x), \(y)")
            }
        }
    }

    @Test("the usual picture is small")
    func length() throws {
        let symbol = try QRSymbol(encoding: PairingText.make(length: 240))
        #expect(PNGImage.encode(symbol).count < 6000)
    }
}
