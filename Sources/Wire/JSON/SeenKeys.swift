/// Which keys an object can have already, told by a bit for each of 64 classes of keys.
///
/// Most keys of an object are of a class of their own, and need not be looked for among the others.
struct SeenKeys {
    private var classes: UInt64 = 0

    /// Adds a key that stands in the text as it is, and says whether it is certainly new.
    @inline(__always)
    mutating func insert(_ key: Span<UInt8>) -> Bool {
        let bit: UInt64 = 1 << Self.number(of: key)
        defer { classes |= bit }
        return classes & bit == 0
    }

    /// Adds a key that was unescaped, whose class is not known; from now on none is certainly new.
    mutating func insertUnescaped() -> Bool {
        classes = .max
        return false
    }

    private static func number(of key: Span<UInt8>) -> UInt64 {
        guard !key.isEmpty else { return 0 }
        let ends = UInt64(key[0]) &* 3 &+ UInt64(key[key.count &- 1]) &* 7
        return (ends &+ UInt64(key[key.count / 2]) &* 21 &+ UInt64(key.count) &* 5) & 63
    }
}
