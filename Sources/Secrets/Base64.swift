/// Base 64 (RFC 4648), in the usual alphabet with padding or the one for URLs without.
///
/// Reading is strict, so that a value has one spelling: no blanks or line ends, padding exactly where
/// it belongs, and unused bits of the last digit zero.
public struct Base64: Sendable {
    private let digits: [UInt8]
    private let values: [UInt8]
    private let isPadded: Bool

    /// Section 4: `+` and `/`, padded.
    public static let standard = Base64(last: "+/", isPadded: true)
    /// Section 5: `-` and `_`, not padded.
    public static let url = Base64(last: "-_", isPadded: false)

    /// Marks a byte that is no digit.
    private static let none: UInt8 = 0xFF
    private static let padding = UInt8(ascii: "=")

    private init(last: String, isPadded: Bool) {
        let letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789"
        digits = Array((letters + last).utf8)
        var values = [UInt8](repeating: Self.none, count: 256)
        for (value, digit) in digits.enumerated() { values[Int(digit)] = UInt8(value) }
        self.values = values
        self.isPadded = isPadded
    }

    /// Writes the bytes.
    public func encode(_ bytes: [UInt8]) -> String {
        let (groups, rest) = bytes.count.quotientAndRemainder(dividingBy: 3)
        let tail = rest == 0 ? 0 : isPadded ? 4 : rest + 1
        return String(unsafeUninitializedCapacity: groups * 4 + tail) { buffer in
            for group in 0..<groups {
                let word =
                    UInt32(bytes[group * 3]) << 16 | UInt32(bytes[group * 3 + 1]) << 8
                    | UInt32(bytes[group * 3 + 2])
                put(word, 4, into: buffer, at: group * 4)
            }
            guard rest > 0 else { return groups * 4 }
            let first = UInt32(bytes[groups * 3]) << 16
            let second = rest == 2 ? UInt32(bytes[groups * 3 + 1]) << 8 : 0
            put(first | second, rest + 1, into: buffer, at: groups * 4)
            for index in (rest + 1)..<max(rest + 1, tail) {
                buffer[groups * 4 + index] = Self.padding
            }
            return groups * 4 + tail
        }
    }

    /// Reads the bytes; nil for anything ``encode(_:)`` would not have written.
    public func decode(_ text: String) -> [UInt8]? {
        var text = text
        return text.withUTF8(decode)
    }

    private func put(
        _ word: UInt32,
        _ count: Int,
        into buffer: UnsafeMutableBufferPointer<UInt8>,
        at start: Int
    ) {
        for index in 0..<count {
            buffer[start + index] = digits[Int(word >> UInt32(18 - 6 * index) & 63)]
        }
    }

    private func decode(_ text: UnsafeBufferPointer<UInt8>) -> [UInt8]? {
        guard let count = digitCount(text) else { return nil }
        let (groups, rest) = count.quotientAndRemainder(dividingBy: 4)
        var bytes: [UInt8] = []
        bytes.reserveCapacity(groups * 3 + 2)
        for group in 0..<groups {
            guard let word = word(text, group * 4, 4) else { return nil }
            bytes.append(UInt8(truncatingIfNeeded: word >> 16))
            bytes.append(UInt8(truncatingIfNeeded: word >> 8))
            bytes.append(UInt8(truncatingIfNeeded: word))
        }
        guard rest > 0 else { return bytes }
        guard let word = word(text, groups * 4, rest) else { return nil }
        let unused: UInt32 = rest == 2 ? 0xFFFF : 0xFF
        guard word & unused == 0 else { return nil }
        bytes.append(UInt8(truncatingIfNeeded: word >> 16))
        if rest == 3 { bytes.append(UInt8(truncatingIfNeeded: word >> 8)) }
        return bytes
    }

    /// How many digits come before the padding; nil when the length or the padding is wrong.
    private func digitCount(_ text: UnsafeBufferPointer<UInt8>) -> Int? {
        guard isPadded else { return text.count % 4 == 1 ? nil : text.count }
        guard text.count.isMultiple(of: 4) else { return nil }
        let padding = text.suffix(2).reversed().prefix { $0 == Self.padding }.count
        return text.count - padding
    }

    private func word(_ text: UnsafeBufferPointer<UInt8>, _ start: Int, _ count: Int) -> UInt32? {
        var word: UInt32 = 0
        for index in 0..<count {
            let value = values[Int(text[start + index])]
            guard value != Self.none else { return nil }
            word |= UInt32(value) << UInt32(18 - 6 * index)
        }
        return word
    }
}
