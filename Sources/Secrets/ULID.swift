/// Sortable identifiers: 48 bits of time and 80 random bits in Crockford's base 32.
public enum ULID {
    private static let digits = Array("0123456789ABCDEFGHJKMNPQRSTVWXYZ".utf8)

    /// Random bytes an identifier takes.
    public static let randomCount = 10

    /// The 26 digits for a time in milliseconds since 1970 and ten random bytes.
    ///
    /// Times before 1970 are taken as 1970 and those past the year 10889 as that; random bytes beyond
    /// the tenth are left out, and missing ones are a mistake of ours.
    public static func make(milliseconds: Int, random: [UInt8]) -> String {
        precondition(random.count >= randomCount, "An identifier takes ten random bytes.")
        let time = UInt64(min(max(0, milliseconds), 0xFFFF_FFFF_FFFF))
        let high = random[0..<5].reduce(UInt64(0)) { $0 << 8 | UInt64($1) }
        let low = random[5..<10].reduce(UInt64(0)) { $0 << 8 | UInt64($1) }
        return String(unsafeUninitializedCapacity: 26) { buffer in
            put(time, 10, into: buffer, at: 0)
            put(high, 8, into: buffer, at: 10)
            put(low, 8, into: buffer, at: 18)
            return 26
        }
    }

    private static func put(
        _ number: UInt64,
        _ count: Int,
        into buffer: UnsafeMutableBufferPointer<UInt8>,
        at start: Int
    ) {
        for index in 0..<count {
            let shift = UInt64(5 * (count - 1 - index))
            buffer[start + index] = digits[Int(number >> shift & 31)]
        }
    }
}
