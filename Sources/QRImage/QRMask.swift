/// One of the eight data mask patterns, by its reference (ISO/IEC 18004, table 10).
package enum QRMask: Int, CaseIterable, Sendable {
    case pattern000
    case pattern001
    case pattern010
    case pattern011
    case pattern100
    case pattern101
    case pattern110
    case pattern111

    /// Whether a module of the encoding region changes its colour.
    func inverts(_ row: Int, _ column: Int) -> Bool {
        switch self {
        case .pattern000: (row + column) % 2 == 0
        case .pattern001: row % 2 == 0
        case .pattern010: column % 3 == 0
        case .pattern011: (row + column) % 3 == 0
        case .pattern100: (row / 2 + column / 3) % 2 == 0
        case .pattern101: row * column % 2 + row * column % 3 == 0
        case .pattern110: (row * column % 2 + row * column % 3) % 2 == 0
        case .pattern111: ((row + column) % 2 + row * column % 3) % 2 == 0
        }
    }

    /// The fifteen bits of format information for this mask (ISO/IEC 18004, 7.9.1).
    package func formatInformation(_ correction: QRCorrection) -> Int {
        let data = correction.indicator << 3 | rawValue
        let code = data << 10 | BCH.remainder(of: data, generator: 0x537, degree: 10)
        return code ^ 0x5412
    }
}
