/// Eight bytes that are looked at at once.
///
/// What is found are the top bits of bytes. Subtracting borrows out of a byte only where the byte was
/// too small, and from there upwards: the lowest bit found is always right, and none is found where
/// there is none.
package struct ByteWord {
    /// The bytes, one of them in each eight bits.
    package let bits: UInt64

    /// Takes eight bytes.
    @inlinable
    package init(_ bits: UInt64) { self.bits = bits }

    /// One in each byte.
    @inlinable package static var ones: UInt64 { 0x0101_0101_0101_0101 }
    /// The top bit of each byte.
    @inlinable package static var tops: UInt64 { 0x8080_8080_8080_8080 }

    /// Finds the bytes below a limit of at most 0x80; other bits than the top ones mean nothing.
    @inlinable
    package func below(_ limit: UInt8) -> UInt64 {
        (bits &- Self.ones &* UInt64(limit)) & ~bits
    }

    /// Finds the bytes that are equal to one; other bits than the top ones mean nothing.
    @inlinable
    package func equal(to byte: UInt8) -> UInt64 {
        ByteWord(bits ^ (Self.ones &* UInt64(byte))).below(1)
    }
}
