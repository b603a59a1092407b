/// The cyclic codes that protect format and version information (ISO/IEC 18004, Annexes C and D).
enum BCH {
    /// The check bits of a value: its remainder over GF(2) after a shift by the degree.
    static func remainder(of value: Int, generator: Int, degree: Int) -> Int {
        var remainder = value
        for _ in 0..<degree {
            remainder <<= 1
            if remainder >> degree & 1 == 1 {
                remainder ^= generator
            }
        }
        return remainder
    }
}
