/// Pictures of QR codes in the PNG format (ISO/IEC 15948).
public enum PNGImage {
    /// Draws a symbol in black on white, one bit a pixel.
    ///
    /// `scale` is the pixels on each side of a module, from 1 to 32; `quietZone` is the white margin
    /// in modules, from 0 to 16, of which readers expect 4. Values outside are brought to the nearest.
    public static func encode(_ symbol: QRSymbol, scale: Int = 6, quietZone: Int = 4) -> [UInt8] {
        let scale = min(max(scale, 1), 32)
        let quietZone = min(max(quietZone, 0), 16)
        let width = (symbol.size + 2 * quietZone) * scale
        let rows = pixelRows(of: symbol, scale: scale, quietZone: quietZone, width: width)
        return signature
            + chunk("IHDR", header(width: width))
            + chunk("IDAT", Zlib.compress(rows))
            + chunk("IEND", [])
    }

    private static let signature: [UInt8] = [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]

    /// A square image: bit depth 1, greyscale, the only compression and filter method, no interlace.
    private static func header(width: Int) -> [UInt8] {
        bigEndian(width) + bigEndian(width) + [1, 0, 0, 0, 0]
    }

    /// A chunk: its length, its type, its data, and the CRC of the last two.
    private static func chunk(_ type: StaticString, _ data: [UInt8]) -> [UInt8] {
        let body = Array(type.description.utf8) + data
        return bigEndian(data.count) + body + bigEndian(Zlib.crc32(body))
    }

    private static func bigEndian(_ value: Int) -> [UInt8] {
        [24, 16, 8, 0].map { UInt8(truncatingIfNeeded: value >> $0) }
    }

    /// Scan lines from the top, each with its filter byte: 0, because the pixels go unfiltered.
    private static func pixelRows(
        of symbol: QRSymbol,
        scale: Int,
        quietZone: Int,
        width: Int
    ) -> [UInt8] {
        let modules = -quietZone..<symbol.size + quietZone
        var rows: [UInt8] = []
        rows.reserveCapacity(width * (1 + (width + 7) / 8))
        for row in modules {
            var pixels = BitBuffer()
            for column in modules {
                pixels.append(symbol[row, column] ? 0 : -1, width: scale)
            }
            for _ in 0..<scale {
                rows.append(0)
                rows.append(contentsOf: pixels.bytes)
            }
        }
        return rows
    }
}
