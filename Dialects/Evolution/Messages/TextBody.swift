import DialectKit

/// The part of `sendText` that is the text's.
enum TextBody {
    /// The members; `mentioned` may not be empty.
    ///
    /// Its pattern wants digits at the beginning only, so a full id passes, and is not rewritten.
    static func json(_ text: TextContent) -> JSONObject {
        var body: JSONObject = ["text": .string(text.text)]
        var mentioned: [JSONValue] = []
        for person in text.mentions where !mentioned.contains(.string(person.jid)) {
            mentioned.append(.string(person.jid))
        }
        if !mentioned.isEmpty { body["mentioned"] = .array(mentioned) }
        return body
    }
}
