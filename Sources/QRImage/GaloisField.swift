/// Arithmetic in GF(256) modulo x^8 + x^4 + x^3 + x^2 + 1, the field of ISO/IEC 18004, 7.5.2.
enum GaloisField {
    /// The powers of the generator 2, twice over, so that a sum of two logarithms needs no modulo.
    private static let powers: [UInt8] = {
        var powers: [UInt8] = []
        var power = 1
        for _ in 0..<510 {
            powers.append(UInt8(power))
            power = power < 0x80 ? power << 1 : power << 1 ^ 0x11D
        }
        return powers
    }()

    /// The exponent that gives each element but zero, whose entry is never read.
    private static let logarithms: [Int] = {
        var logarithms = [Int](repeating: 0, count: 256)
        for exponent in 0..<255 {
            logarithms[Int(powers[exponent])] = exponent
        }
        return logarithms
    }()

    /// The product of two elements.
    static func multiply(_ left: UInt8, _ right: UInt8) -> UInt8 {
        guard left != 0, right != 0 else { return 0 }
        return powers[logarithms[Int(left)] + logarithms[Int(right)]]
    }
}
