import DialectKit

/// What `JSON.stringify(JSON.parse(text))` gives, by ECMA-262 sections 25.5.1 and 25.5.2.
enum JavaScript {
    /// A value that JavaScript would write otherwise than it was.
    struct Change: Error {
        let what: String
    }

    /// The text, refusing what JavaScript reorders or rounds.
    static func stringify(_ value: JSONValue) throws -> String {
        switch value {
        case .null: "null"
        case .bool(let flag): flag ? "true" : "false"
        case .number(let number): try spell(number)
        case .string(let text): "\"\(spell(text))\""
        case .array(let elements): "[\(try elements.map(stringify).joined(separator: ","))]"
        case .object(let object): "{\(try members(object).joined(separator: ","))}"
        }
    }

    /// A string's inside: seven escapes of two characters, `\u00xx` for the other control characters.
    static func spell(_ text: String) -> String {
        var spelled = ""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "\"": spelled += "\\\""
            case "\\": spelled += "\\\\"
            case "\u{08}": spelled += "\\b"
            case "\t": spelled += "\\t"
            case "\n": spelled += "\\n"
            case "\u{0C}": spelled += "\\f"
            case "\r": spelled += "\\r"
            case ..<" ":
                let hex = String(scalar.value, radix: 16)
                spelled += "\\u" + String(repeating: "0", count: 4 - hex.count) + hex
            default: spelled.unicodeScalars.append(scalar)
            }
        }
        return spelled
    }

    /// Integers up to 2^53 - 1 keep their spelling; no other number is in a body.
    private static func spell(_ number: JSONNumber) throws -> String {
        guard let value = Int(number.spelling), value.magnitude < 1 << 53,
            number.spelling == String(value)
        else { throw Change(what: number.spelling) }
        return number.spelling
    }

    /// The members in their order, which JavaScript changes for names that are integers.
    private static func members(_ object: JSONObject) throws -> [String] {
        try object.members.map { key, value in
            guard !key.utf8.allSatisfy({ (0x30...0x39).contains($0) }) else {
                throw Change(what: key)
            }
            return "\"\(spell(key))\":\(try stringify(value))"
        }
    }
}
