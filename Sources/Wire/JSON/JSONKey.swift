/// A member's key as the index hashes it: by its bytes.
///
/// `String` hashes canonical equivalents alike, of which an attacker can write any number, so that
/// one bucket would hold them all.
struct JSONKey: Hashable {
    private let text: String

    init(_ text: String) {
        self.text = text
    }

    static func == (left: JSONKey, right: JSONKey) -> Bool {
        left.text.hasSameCodePoints(as: right.text)
    }

    func hash(into hasher: inout Hasher) {
        let bytes = text.utf8Span.span
        // The raw bytes are only read, and only during the call.
        unsafe bytes.bytes.withUnsafeBytes { unsafe hasher.combine(bytes: $0) }
    }
}
