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
        plainRun(from: start).end
    }

    /// The same, with whether all bytes before it are ASCII.
    @inline(__always)
    func plainRun(from start: Int) -> (end: Int, isASCII: Bool) {
        var offset = start
        var seen: UInt64 = 0
        while offset <= count &- 8 {
            let word = load(UInt64.self, at: offset)
            let special = Self.specialBytes(in: word)
            if special != 0 {
                let plain = special.trailingZeroBitCount & ~7
                seen |= word & ((1 << plain) &- 1)
                return (offset &+ plain / 8, seen & ByteWord.tops == 0)
            }
            seen |= word
            offset &+= 8
        }
        if offset < count, count &- start >= 8 {
            // The last eight bytes once more: those before `offset` are known to be plain.
            let word = load(UInt64.self, at: count &- 8)
            let plain = Self.specialBytes(in: word).trailingZeroBitCount & ~7
            // Shifting by all 64 gives zero, and so the whole word.
            seen |= word & ((1 << plain) &- 1)
            return (count &- 8 &+ plain / 8, seen & ByteWord.tops == 0)
        }
        while offset < count, !self[offset].needsEscape {
            seen |= UInt64(self[offset])
            offset &+= 1
        }
        return (offset, seen & ByteWord.tops == 0)
    }

    /// Whether as many bytes are the same ones.
    func holds(_ other: Span<UInt8>) -> Bool {
        guard count == other.count else { return false }
        var offset = 0
        while offset <= count &- 8 {
            guard load(UInt64.self, at: offset) == other.load(UInt64.self, at: offset) else {
                return false
            }
            offset &+= 8
        }
        while offset < count {
            guard self[offset] == other[offset] else { return false }
            offset &+= 1
        }
        return true
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
