internal import Synchronization

/// Names requests: `req_`, a text of this process, and a number that no two requests share.
final class RequestNames: Sendable {
    private let prefix: String
    private let counter = Atomic<UInt64>(0)

    /// Starts with a process text of 17 random characters.
    init() {
        var text = "req_"
        for _ in 0..<17 { text.unicodeScalars.append(Self.scalar(UInt64.random(in: 0..<32))) }
        prefix = text
    }

    /// A fresh name of 30 characters.
    ///
    /// The number is spread over 45 bits by an odd factor, which is one to one, so that neighbours
    /// do not look alike.
    func next() -> String {
        var rest = counter.wrappingAdd(1, ordering: .relaxed).newValue &* 0x9E37_79B9_7F4A_7C15
        var digits = InlineArray<9, UInt8>(repeating: 0)
        for index in digits.indices {
            digits[index] = Self.alphabet[Int(rest & 31)]
            rest >>= 5
        }
        var name = prefix
        // The bytes are ASCII and only read, during the call.
        unsafe digits.span.withUnsafeBufferPointer {
            unsafe name += String(decoding: $0, as: UTF8.self)
        }
        return name
    }

    /// Crockford's base 32, as ULIDs have it.
    private static let alphabet = Array("0123456789ABCDEFGHJKMNPQRSTVWXYZ".utf8)

    private static func scalar(_ digit: UInt64) -> Unicode.Scalar {
        Unicode.Scalar(alphabet[Int(digit)])
    }
}
