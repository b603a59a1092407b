/// The modules of a symbol while it is drawn.
///
/// Function patterns are drawn first and are then out of reach of data and masks.
struct QRMatrix {
    /// Modules on each side.
    let size: Int
    /// Row by row, `true` where dark.
    private(set) var modules: [Bool]
    /// Row by row, `true` where a function pattern or format information lies.
    private var isReserved: [Bool]

    /// Draws everything that depends on the version alone.
    init(version: QRVersion) {
        size = version.size
        modules = Array(repeating: false, count: size * size)
        isReserved = modules
        drawTimingPatterns()
        drawFinderPatterns()
        drawAlignmentPatterns(version.alignmentCentres)
        drawVersionInformation(version.information)
        drawFormatInformation(0)
    }

    /// Whether a module is dark; row and column must lie inside.
    subscript(row: Int, column: Int) -> Bool { modules[row * size + column] }

    /// Dark modules in the whole symbol.
    var darkCount: Int { modules.count { $0 } }

    /// Writes codewords into the encoding region, two columns at a time (ISO/IEC 18004, 7.7.3).
    ///
    /// Modules that are left over after the last codeword stay light.
    mutating func place(_ codewords: [UInt8]) {
        var bit = 0
        var upwards = true
        // The vertical timing pattern takes column 6 out of the pairing.
        let rightColumns = Array(stride(from: size - 1, to: 6, by: -2)) + [5, 3, 1]
        for right in rightColumns {
            for step in 0..<size {
                let row = upwards ? size - 1 - step : step
                for column in [right, right - 1] where !isReserved[row * size + column] {
                    guard bit < codewords.count * 8 else { return }
                    modules[row * size + column] = codewords[bit >> 3] >> (7 - bit & 7) & 1 == 1
                    bit += 1
                }
            }
            upwards.toggle()
        }
    }

    /// Masks the encoding region and names the mask in the format information.
    mutating func apply(_ mask: QRMask, correction: QRCorrection) {
        for row in 0..<size {
            for column in 0..<size
            where !isReserved[row * size + column] && mask.inverts(row, column) {
                modules[row * size + column].toggle()
            }
        }
        drawFormatInformation(mask.formatInformation(correction))
    }

    /// Sets a module for good.
    private mutating func draw(_ row: Int, _ column: Int, dark: Bool) {
        modules[row * size + column] = dark
        isReserved[row * size + column] = true
    }
}

extension QRMatrix {
    private mutating func drawTimingPatterns() {
        for index in 0..<size {
            draw(6, index, dark: index % 2 == 0)
            draw(index, 6, dark: index % 2 == 0)
        }
    }

    private mutating func drawFinderPatterns() {
        for (row, column) in [(3, 3), (3, size - 4), (size - 4, 3)] {
            // Ring 4 is the light separator, of which two sides lie outside the symbol.
            drawRings(row, column, radius: 4) { $0 != 2 && $0 != 4 }
        }
    }

    private mutating func drawAlignmentPatterns(_ centres: [Int]) {
        guard let first = centres.first, let last = centres.last else { return }
        let finders = [[first, first], [first, last], [last, first]]
        for row in centres {
            for column in centres where !finders.contains([row, column]) {
                drawRings(row, column, radius: 2) { $0 != 1 }
            }
        }
    }

    /// Draws concentric squares around a module; those outside the symbol are cut off.
    private mutating func drawRings(
        _ row: Int,
        _ column: Int,
        radius: Int,
        isDark: (Int) -> Bool
    ) {
        let bounds = 0..<size
        for y in row - radius...row + radius where bounds.contains(y) {
            for x in column - radius...column + radius where bounds.contains(x) {
                draw(y, x, dark: isDark(max(abs(y - row), abs(x - column))))
            }
        }
    }

    /// Both copies of the version information (ISO/IEC 18004, 7.10).
    private mutating func drawVersionInformation(_ information: Int?) {
        guard let information else { return }
        for bit in 0..<18 {
            let dark = information >> bit & 1 == 1
            draw(bit / 3, size - 11 + bit % 3, dark: dark)
            draw(size - 11 + bit % 3, bit / 3, dark: dark)
        }
    }

    /// Both copies of the format information and the one dark module (ISO/IEC 18004, 7.9.1).
    private mutating func drawFormatInformation(_ information: Int) {
        // Around the upper left finder, bit 0 first; the timing patterns are stepped over.
        let corner =
            [0, 1, 2, 3, 4, 5, 7, 8].map { ($0, 8) } + [7, 5, 4, 3, 2, 1, 0].map { (8, $0) }
        for bit in 0..<15 {
            let dark = information >> bit & 1 == 1
            draw(corner[bit].0, corner[bit].1, dark: dark)
            if bit < 8 {
                draw(8, size - 1 - bit, dark: dark)
            } else {
                draw(size - 15 + bit, 8, dark: dark)
            }
        }
        draw(size - 8, 8, dark: true)
    }
}
