/// Error correction codewords of one length (ISO/IEC 18004, 7.5.2).
package struct ReedSolomon: Sendable {
    /// The generator polynomial's coefficients, highest power first, without the leading one.
    private let generator: [UInt8]

    /// Prepares the generator polynomial of the given degree.
    package init(correctionCount: Int) {
        var product: [UInt8] = [1]
        var root: UInt8 = 1
        for _ in 0..<correctionCount {
            // Multiplies by (x - root); subtraction is addition in this field.
            var next = product + [0]
            for index in product.indices {
                next[index + 1] ^= GaloisField.multiply(product[index], root)
            }
            product = next
            root = GaloisField.multiply(root, 2)
        }
        generator = Array(product.dropFirst())
    }

    /// The remainder of the data, moved up by the degree, divided by the generator polynomial.
    package func correction(of data: ArraySlice<UInt8>) -> [UInt8] {
        var remainder = [UInt8](repeating: 0, count: generator.count)
        for codeword in data {
            let factor = codeword ^ (remainder.first ?? 0)
            for index in remainder.indices.dropLast() {
                remainder[index] =
                    remainder[index + 1] ^ GaloisField.multiply(generator[index], factor)
            }
            if let last = remainder.indices.last {
                remainder[last] = GaloisField.multiply(generator[last], factor)
            }
        }
        return remainder
    }
}
