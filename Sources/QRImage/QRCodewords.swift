/// The final message of a symbol: blocks of data and correction, interleaved.
package enum QRCodewords {
    /// Adds correction to the data codewords and interleaves the blocks (ISO/IEC 18004, 7.6).
    ///
    /// The data must be as long as the blocks ask for.
    package static func interleave(_ data: [UInt8], blocks: QRBlocks) -> [UInt8] {
        let encoder = ReedSolomon(correctionCount: blocks.correctionPerBlock)
        let dataBlocks = blocks.split(data)
        let correctionBlocks = dataBlocks.map { encoder.correction(of: $0)[...] }
        return transpose(dataBlocks) + transpose(correctionBlocks)
    }

    /// The first codeword of every block, then the second of every block that has one, and so on.
    private static func transpose(_ blocks: [ArraySlice<UInt8>]) -> [UInt8] {
        let length = blocks.map(\.count).max() ?? 0
        return (0..<length).flatMap { offset in
            blocks.compactMap { $0.count > offset ? $0[$0.startIndex + offset] : nil }
        }
    }
}
