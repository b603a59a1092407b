import DialectKit

/// Bodies that nobody should answer with: a sound one cut off, and with each value in turn
/// replaced by one of another kind.
enum HostileJSON {
    /// Texts that are no answer of a vendor's.
    static let texts: [String] = [
        "", " ", "null", "[]", "{}", "true", "1e999", "\"\"", "{\"data\":", "<html>500</html>",
        "{\"data\":{}}", "{\"data\":[[]]}", "{\"error\":[]}", "{\"error\":{\"code\":1}}",
        String(repeating: "[", count: 5_000), "\u{0}\u{1}", "{\"a\":\"\\ud800\"}",
    ]

    /// All that can be made of a sound text.
    static func variants(of text: String) -> [String] {
        let bytes = Array(text.utf8)
        let cut = stride(from: 0, to: bytes.count, by: 5).map {
            String(decoding: bytes[..<$0], as: UTF8.self)
        }
        guard let value = try? JSONReader.read(text: text) else { return cut }
        return cut + spoiled(value).map(\.text)
    }

    private static let strangers: [JSONValue] = [
        nil, true, "", "x", [], [:], 0, -1, ["x"], "@", "999999999999999999999@lid",
        .number(JSONNumber(Int.min)), .number(JSONNumber(Int.max)), 1.5, [[:]],
    ]

    /// The value itself replaced, or one of those in it.
    private static func spoiled(_ value: JSONValue) -> [JSONValue] {
        switch value {
        case .object(let object):
            strangers
                + object.members.flatMap { key, member in
                    spoiled(member).map { spoilt in
                        var copy = object
                        copy[key] = spoilt
                        return .object(copy)
                    }
                }
        case .array(let elements):
            strangers
                + elements.indices.flatMap { index in
                    spoiled(elements[index]).map { spoilt in
                        var copy = elements
                        copy[index] = spoilt
                        return .array(copy)
                    }
                }
        case .null, .bool, .number, .string: strangers
        }
    }
}
