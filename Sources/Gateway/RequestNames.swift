internal import Synchronization

/// Names requests: `req_`, a text of this process, and a number that no two requests share.
final class RequestNames: Sendable {
    /// What all names begin with, and room for the rest.
    private let prefix: InlineArray<30, UInt8>
    private let counter = Atomic<UInt64>(0)

    /// Starts with a process text of 17 random characters.
    init() {
        var text = InlineArray<30, UInt8>(repeating: UInt8(ascii: "_"))
        for (index, byte) in "req_".utf8.enumerated() { text[index] = byte }
        for index in 4..<21 { text[index] = Self.alphabet[Int.random(in: 0..<32)] }
        prefix = text
    }

    /// A fresh name of 30 characters.
    ///
    /// The number is spread over 45 bits by an odd factor, which is one to one, so that neighbours
    /// do not look alike.
    func next() -> String {
        var rest = counter.wrappingAdd(1, ordering: .relaxed).newValue &* 0x9E37_79B9_7F4A_7C15
        var name = prefix
        for index in name.count - 9..<name.count {
            name[index] = Self.alphabet[Int(rest & 31)]
            rest >>= 5
        }
        // The bytes are ASCII and only read, during the call.
        return unsafe name.span.withUnsafeBufferPointer {
            unsafe String(decoding: $0, as: UTF8.self)
        }
    }

    /// Crockford's base 32, as ULIDs have it.
    private static let alphabet = Array("0123456789ABCDEFGHJKMNPQRSTVWXYZ".utf8)
}
