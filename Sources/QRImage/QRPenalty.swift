/// How hard a masked symbol would be to read; the mask with the lowest score wins.
///
/// The four features and their weights are those of ISO/IEC 18004, table 11.
package enum QRPenalty {
    /// The penalty of a whole symbol.
    static func score(of matrix: QRMatrix) -> Int {
        let size = matrix.size
        var score = blocks(matrix) + imbalance(matrix)
        for index in 0..<size {
            score += line(count: size) { matrix[index, $0] }
            score += line(count: size) { matrix[$0, index] }
        }
        return score
    }

    /// The penalty of one row or column: long runs, and what looks like a finder pattern.
    ///
    /// Beyond both ends lies the quiet zone, so a finder's light margin may lie there.
    package static func line(count: Int, isDark: (Int) -> Bool) -> Int {
        var score = 0
        var run = 0
        // The last fifteen modules: four of margin, seven of pattern, four of margin. Both
        // modules beside the pattern are light, or its runs would not be 1:1:3:1:1.
        var window = 0
        for index in 0..<count + 4 {
            let dark = index < count && isDark(index)
            run = index > 0 && dark == (window & 1 == 1) ? run + 1 : 1
            window = (window << 1 | (dark ? 1 : 0)) & 0x7FFF
            if index < count, run >= 5 {
                score += run == 5 ? 3 : 1
            }
            let isFinder = window >> 3 & 0x1FF == 0b0_1011_1010
            if isFinder, window >> 11 == 0 || window & 0xF == 0 {
                score += 40
            }
        }
        return score
    }

    /// Three points for every two by two modules of one colour.
    private static func blocks(_ matrix: QRMatrix) -> Int {
        var count = 0
        for row in 1..<matrix.size {
            for column in 1..<matrix.size {
                let dark = matrix[row, column]
                if dark == matrix[row - 1, column], dark == matrix[row, column - 1],
                    dark == matrix[row - 1, column - 1]
                {
                    count += 1
                }
            }
        }
        return 3 * count
    }

    /// Ten points for every full 5 % that the share of dark modules is away from one half.
    private static func imbalance(_ matrix: QRMatrix) -> Int {
        let total = matrix.size * matrix.size
        return abs(20 * matrix.darkCount - 10 * total) / total * 10
    }
}
