/// How much of a symbol may be unreadable before its text is lost (ISO/IEC 18004, 6.5.1).
public enum QRCorrection: CaseIterable, Equatable, Sendable {
    /// Level L, which recovers about 7 % of the codewords.
    case low
    /// Level M, which recovers about 15 % of the codewords.
    case medium
    /// Level Q, which recovers about 25 % of the codewords.
    case quartile
    /// Level H, which recovers about 30 % of the codewords.
    case high

    /// The two bits of the format information, which do not follow the order of strength.
    var indicator: Int {
        switch self {
        case .low: 0b01
        case .medium: 0b00
        case .quartile: 0b11
        case .high: 0b10
        }
    }
}
