extension Span<UInt8> {
    /// Whether a JSON string can hold all of the bytes as they are.
    var isPlain: Bool {
        guard count >= 4 else {
            for offset in 0..<count where self[offset].needsEscape { return false }
            return true
        }
        // Short texts are most of an answer: one word out of the first and the last four bytes.
        guard count >= 8 else {
            let first = UInt64(load(UInt32.self, at: 0))
            let last = UInt64(load(UInt32.self, at: count &- 4))
            return Self.specialBytes(in: first | last << 32) == 0
        }
        var offset = 0
        while offset < count &- 8 {
            guard specialBytes(at: offset) == 0 else { return false }
            offset &+= 8
        }
        return specialBytes(at: count &- 8) == 0
    }

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
        Self.specialBytes(in: load(UInt64.self, at: offset))
    }

    private func load<Word: FixedWidthInteger & BitwiseCopyable>(
        _ type: Word.Type,
        at offset: Int
    ) -> Word {
        // The load is bounds-checked, and bytes have neither padding nor invalid patterns.
        Word(littleEndian: unsafe bytes.unsafeLoadUnaligned(fromByteOffset: offset, as: type))
    }

    /// The same for the bytes of a word, the first of them in its lowest bits.
    private static func specialBytes(in word: UInt64) -> UInt64 {
        let word = ByteWord(word)
        let quotes = word.equal(to: UInt8(ascii: "\"")) | word.equal(to: UInt8(ascii: "\\"))
        return (quotes | word.below(0x20)) & ByteWord.tops
    }
}

extension UInt8 {
    /// Whether a JSON string cannot hold the byte as it is.
    fileprivate var needsEscape: Bool {
        self < 0x20 || self == UInt8(ascii: "\"") || self == UInt8(ascii: "\\")
    }
}
