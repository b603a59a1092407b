/// A QR code after ISO/IEC 18004: a square of dark and light modules.
///
/// The smallest version that holds the text and the mask with the lowest penalty are chosen, so
/// the same text and level always give the same symbol.
public struct QRSymbol: Equatable, Sendable {
    /// Modules on each side, 21 to 177, without the quiet zone.
    public let size: Int
    private let modules: [Bool]

    /// Encodes a text; beyond ASCII it is marked as UTF-8.
    ///
    /// Throws ``QRError/tooLong(bits:limit:)`` when version 40 is too small. That holds 2953 bytes at
    /// the lowest level, more of digits or capitals, and less at the other levels.
    public init(encoding text: String, correction: QRCorrection = .low) throws(QRError) {
        try self.init(segment: QRSegment(text: text), correction: correction)
    }

    /// Encodes bytes without saying what they mean.
    ///
    /// Throws ``QRError/tooLong(bits:limit:)`` when version 40 is too small. That holds 2953 bytes at
    /// the lowest level, more of digits or capitals, and less at the other levels.
    public init(encoding bytes: [UInt8], correction: QRCorrection = .low) throws(QRError) {
        try self.init(segment: QRSegment(bytes: bytes), correction: correction)
    }

    /// Encodes a segment with one of the given masks.
    package init(
        segment: QRSegment,
        correction: QRCorrection,
        masks: [QRMask] = QRMask.allCases
    ) throws(QRError) {
        let version = try Self.version(for: segment, correction: correction)
        let blocks = QRBlocks(version: version, correction: correction)
        let data = segment.codewords(in: version, capacity: blocks.dataCount)
        var matrix = QRMatrix(version: version)
        matrix.place(QRCodewords.interleave(data, blocks: blocks))
        size = matrix.size
        modules = Self.masked(matrix, correction: correction, masks: masks).modules
    }

    /// Whether a module is dark, counted from the upper left; outside the symbol none is.
    public subscript(row: Int, column: Int) -> Bool {
        let bounds = 0..<size
        guard bounds.contains(row), bounds.contains(column) else { return false }
        return modules[row * size + column]
    }

    private static func version(
        for segment: QRSegment,
        correction: QRCorrection
    ) throws(QRError) -> QRVersion {
        var needed = 0
        var limit = 0
        for version in QRVersion.all {
            needed = segment.bitCount(in: version)
            limit = 8 * QRBlocks(version: version, correction: correction).dataCount
            if needed <= limit { return version }
        }
        throw .tooLong(bits: needed, limit: limit)
    }

    /// The best of the masked matrices, the first of them when several are equal.
    private static func masked(
        _ matrix: QRMatrix,
        correction: QRCorrection,
        masks: [QRMask]
    ) -> QRMatrix {
        let candidates = masks.map { mask in
            var candidate = matrix
            candidate.apply(mask, correction: correction)
            return (matrix: candidate, score: QRPenalty.score(of: candidate))
        }
        return candidates.min { $0.score < $1.score }?.matrix ?? matrix
    }
}
