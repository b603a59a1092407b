extension Span<UInt8> {
    /// The offset, from `start` on, of the first byte that a JSON string cannot hold as it is.
    ///
    /// Those are `"`, `\` and the control characters below U+0020; the count when there is none.
    func endOfPlainRun(from start: Int) -> Int {
        var offset = start
        while offset <= count &- 8 {
            let special = specialBytes(at: offset)
            if special != 0 { return offset &+ special.trailingZeroBitCount / 8 }
            offset &+= 8
        }
        if offset < count, count &- start >= 8 {
            // The last eight bytes once more: those before `offset` are known to be plain.
            let special = specialBytes(at: count &- 8)
            return special == 0 ? count : count &- 8 &+ special.trailingZeroBitCount / 8
        }
        while offset < count, !self[offset].needsEscape { offset &+= 1 }
        return offset
    }

    /// A word whose lowest set bit is the top bit of the first of eight bytes to be escaped.
    private func specialBytes(at offset: Int) -> UInt64 {
        // The load is bounds-checked, and bytes have neither padding nor invalid patterns.
        let loaded = unsafe bytes.unsafeLoadUnaligned(fromByteOffset: offset, as: UInt64.self)
        let word = UInt64(littleEndian: loaded)
        let ones: UInt64 = 0x0101_0101_0101_0101
        let quotes = word ^ (ones &* UInt64(UInt8(ascii: "\"")))
        let backslashes = word ^ (ones &* UInt64(UInt8(ascii: "\\")))
        // Subtracting borrows out of a byte only where the byte was too small, and from there
        // upwards, so that the lowest bit found is always right.
        let controls = (word &- ones &* 0x20) & ~word
        let found = (quotes &- ones) & ~quotes | (backslashes &- ones) & ~backslashes | controls
        return found & (ones &* 0x80)
    }
}

extension UInt8 {
    /// Whether a JSON string cannot hold the byte as it is.
    fileprivate var needsEscape: Bool {
        self < 0x20 || self == UInt8(ascii: "\"") || self == UInt8(ascii: "\\")
    }
}
