/// Bits in the order they are written, the most significant of a byte first.
package struct BitBuffer: Equatable, Sendable {
    /// The bits, the last byte filled up with zeros.
    package private(set) var bytes: [UInt8] = []
    /// How many bits were appended.
    package private(set) var bitCount = 0

    /// Starts out without bits.
    package init() {}

    /// Appends the lowest `width` bits of a value, the highest of them first.
    package mutating func append(_ value: Int, width: Int) {
        for shift in (0..<width).reversed() {
            append(bit: value >> shift & 1 == 1)
        }
    }

    /// Appends all bits of another buffer.
    package mutating func append(_ other: BitBuffer) {
        for index in 0..<other.bitCount {
            append(bit: other.bytes[index >> 3] >> (7 - index & 7) & 1 == 1)
        }
    }

    private mutating func append(bit: Bool) {
        if bitCount & 7 == 0 {
            bytes.append(0)
        }
        if bit {
            bytes[bitCount >> 3] |= 0x80 >> (bitCount & 7)
        }
        bitCount += 1
    }
}
