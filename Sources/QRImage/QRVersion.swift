/// One of the forty sizes of a QR code, and the geometry that follows from it.
package struct QRVersion: Equatable, Sendable {
    /// The smallest to the largest.
    package static let all = (1...40).map(QRVersion.init(number:))

    /// 1 to 40.
    package let number: Int

    private init(number: Int) {
        self.number = number
    }

    /// Modules on each side, without the quiet zone.
    package var size: Int { 17 + 4 * number }

    /// Rows, and columns, in which alignment patterns are centred (ISO/IEC 18004, Annex E).
    package var alignmentCentres: [Int] {
        guard number > 1 else { return [] }
        let gaps = number / 7 + 1
        // The even step that reaches from the last centre to the first in `gaps` steps, rounded
        // up; the gap beside the first takes the difference. Annex E departs from it only once.
        let step = number == 32 ? 26 : (size - 13 + 2 * gaps - 1) / (2 * gaps) * 2
        return [6] + (0..<gaps).reversed().map { size - 7 - $0 * step }
    }

    /// The eighteen bits of version information, or nothing below version 7, which has none.
    package var information: Int? {
        guard number >= 7 else { return nil }
        return number << 12 | BCH.remainder(of: number, generator: 0x1F25, degree: 12)
    }

    /// Codewords of data and correction together: whatever the function patterns leave free.
    package var codewordCount: Int {
        let finders = 3 * 8 * 8
        let timing = 2 * (size - 16)
        let format = 31
        let information = number >= 7 ? 36 : 0
        return (size * size - finders - timing - format - information - alignmentArea) / 8
    }

    /// Modules of the alignment patterns that are not already timing patterns.
    private var alignmentArea: Int {
        let centres = alignmentCentres.count
        guard centres > 0 else { return 0 }
        return (centres * centres - 3) * 25 - (centres - 2) * 2 * 5
    }
}
