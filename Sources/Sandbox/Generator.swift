internal import Canonical

/// The world's source of everything random: SplitMix64, public domain.
///
/// Nothing in the world is secret, so that it can be foretold is wanted and harmless.
struct Generator: RandomNumberGenerator {
    private var state: UInt64
    /// The first 16 digits of the message id that was made last.
    private var lastMessage: UInt64 = 0

    /// Begins the stream of a seed and the number of a start, so that no start repeats another's.
    init(seed: UInt64, start: UInt64) {
        state = Self.mix(seed ^ Self.mix(start))
    }

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        return Self.mix(state)
    }

    /// A value that depends on the seed and the text alone.
    static func derive(_ seed: UInt64, _ purpose: String, _ text: String) -> UInt64 {
        // No text in UTF-8 holds the octet between the two.
        let start = FNV1a.hash(CollectionOfOne(0xFF), after: FNV1a.hash(purpose.utf8))
        return mix(FNV1a.hash(text.utf8, after: start) ^ mix(seed))
    }

    private static func mix(_ value: UInt64) -> UInt64 {
        var value = value
        value = (value ^ (value >> 30)) &* 0xBF58_476D_1CE4_E5B9
        value = (value ^ (value >> 27)) &* 0x94D0_49BB_1331_11EB
        return value ^ (value >> 31)
    }
}

// MARK: - What the world names things

extension Generator {
    /// A message's id in the form of WhatsApp Web's: `3EB0` and 18 upper-case hex digits.
    ///
    /// Ids rise with their moments, as WhatsApp's own do not: rows that are stored together then
    /// lie together, and a batch of sends touches a few pages instead of one for each.
    mutating func messageID(at moment: Timestamp) -> MessageID {
        let start = UInt64(max(moment.milliseconds, 0)) << 20 | next() >> 44
        lastMessage = max(start, lastMessage &+ 1)
        let (rise, end) = (lastMessage, next())
        // As many bytes are written as there is room for, and all of them are ASCII.
        let text = unsafe String(unsafeUninitializedCapacity: 22) { text in
            unsafe text[0] = UInt8(ascii: "3")
            unsafe text[1] = UInt8(ascii: "E")
            unsafe text[2] = UInt8(ascii: "B")
            unsafe text[3] = UInt8(ascii: "0")
            for place in 0..<16 { unsafe text[4 &+ place] = Self.hexDigit(rise, 15 &- place) }
            for place in 0..<2 { unsafe text[20 &+ place] = Self.hexDigit(end, 1 &- place) }
            return 22
        }
        return MessageID(text)
    }

    /// A call's id in WhatsApp's form: 32 upper-case hex digits.
    mutating func callID() -> String {
        var text: [UInt8] = []
        Self.appendHex(next(), digits: 16, to: &text)
        Self.appendHex(next(), digits: 16, to: &text)
        return String(decoding: text, as: UTF8.self)
    }

    /// The text of a QR code in WhatsApp's form: a reference and three 32-byte keys in base64.
    mutating func qrText() -> String {
        "2@" + base64(66) + "," + base64(32) + "," + base64(32) + "," + base64(32)
    }

    /// Eight characters as WhatsApp's pairing codes have them: no 0, I, O or U.
    mutating func pairingCode() -> String {
        var text: [UInt8] = []
        Self.append(next(), digits: 8, from: Self.codeAlphabet, bits: 5, to: &text)
        return String(decoding: text, as: UTF8.self)
    }

    /// So many random decimal digits.
    mutating func digits(_ count: Int) -> String {
        String((0..<count).map { _ in Character(String(Int.random(in: 0...9, using: &self))) })
    }

    /// So many random bytes, a multiple of 3 or one less, in base64.
    private mutating func base64(_ bytes: Int) -> String {
        var text: [UInt8] = []
        for group in 0..<((bytes + 2) / 3) {
            let isShort = bytes - group * 3 == 2
            let word = isShort ? next() & 0xFF_FF00 : next()
            Self.append(word, digits: 4, from: Self.base64Alphabet, bits: 6, to: &text)
            if isShort { text[text.count - 1] = UInt8(ascii: "=") }
        }
        return String(decoding: text, as: UTF8.self)
    }

    /// Appends the lowest digits of a value in upper-case hex, the highest of them first.
    private static func appendHex(_ value: UInt64, digits: Int, to text: inout [UInt8]) {
        for place in (0..<digits).reversed() { text.append(hexDigit(value, place)) }
    }

    /// The hex digit of a value that so many others follow.
    private static func hexDigit(_ value: UInt64, _ place: Int) -> UInt8 {
        let digit = UInt8(truncatingIfNeeded: value &>> UInt64(truncatingIfNeeded: place &* 4)) & 15
        return digit &+ (digit < 10 ? UInt8(ascii: "0") : UInt8(ascii: "A") - 10)
    }

    /// Appends the lowest digits of a value, the highest of them first.
    private static func append(
        _ value: UInt64,
        digits: Int,
        from alphabet: [UInt8],
        bits: Int,
        to text: inout [UInt8]
    ) {
        let mask: UInt64 = (1 << UInt64(bits)) - 1
        for position in stride(from: (digits - 1) * bits, through: 0, by: -bits) {
            text.append(alphabet[Int((value >> UInt64(position)) & mask)])
        }
    }

    private static let codeAlphabet = Array("123456789ABCDEFGHJKLMNPQRSTVWXYZ".utf8)
    private static let base64Alphabet = Array(
        "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".utf8
    )
}
