import Assessment
import DialectKit
import Testing

@Suite("Uses as lines of JSON")
struct UseLogTests {
    private static let uses = [
        CommandUse.toy("message.send", "text", ["mentions", "quoted"], count: 3, day: 20_454),
        CommandUse.toy("privacy.get", count: 1, day: 0),
        CommandUse.toy("privacy.get", count: UseLog.countLimit, day: 2_932_896),
    ]

    @Test("a use is one line")
    func line() {
        #expect(
            UseLog.text([Self.uses[0]])
                == #"{"dialect":"toy","command":"message.send","variant":"text","#
                + #""fields":["mentions","quoted"],"day":"2026-01-01","count":3}"# + "\n"
        )
    }

    @Test("what is written is read back")
    func roundTrip() throws {
        let text = UseLog.text(Self.uses)
        #expect(try UseLog.read(Array(text.utf8)) == Self.uses)
    }

    @Test("blank lines, other members, and fields in any order and number of times are read")
    func lenient() throws {
        let text = """
            \r
            {"dialect":"toy","command":"message.send","variant":"text","more":1,\
            "fields":["quoted","mentions","quoted"],"day":"2026-01-01","count":3}\r

            {"dialect":"toy","command":"privacy.get","variant":null,"day":"1970-01-01","count":1}
            """
        #expect(try UseLog.read(Array(text.utf8)) == Array(Self.uses.prefix(2)))
    }

    struct Bad: Sendable, CustomTestStringConvertible {
        let line: String
        let problem: String

        var testDescription: String { problem }

        /// A line that is good but for one member.
        static func member(_ key: String, _ value: String?, _ problem: String) -> Bad {
            var members = [
                ("dialect", #""toy""#), ("command", #""privacy.get""#), ("variant", "null"),
                ("fields", "[]"), ("day", #""2026-01-01""#), ("count", "1"),
            ]
            members.removeAll { $0.0 == key }
            if let value { members.append((key, value)) }
            let text = members.map { "\"\($0.0)\":\($0.1)" }.joined(separator: ",")
            return Bad(line: "{\(text)}", problem: problem)
        }
    }

    @Test(
        "a bad line is an error that names it",
        arguments: [
            Bad(line: "hello", problem: "not a JSON object"),
            Bad(line: "[]", problem: "not a JSON object"),
            Bad(line: "{", problem: "not a JSON object"),
            .member("dialect", nil, "dialect is required"),
            .member("dialect", #""  ""#, "dialect is required"),
            .member("command", nil, "command is required"),
            .member("command", "1", "command must be a string"),
            .member("variant", "1", "variant must be a string"),
            .member("fields", #""quoted""#, "fields must be an array"),
            .member("fields", "[1]", "fields must be an array of strings"),
            .member(
                "fields",
                "[" + Array(repeating: #""a""#, count: 65).joined(separator: ",") + "]",
                "fields has more than 64 elements"
            ),
            .member(
                "fields",
                "[\"\(String(repeating: "a", count: 129))\"]",
                "fields is longer than 128 bytes"
            ),
            .member(
                "command",
                "\"\(String(repeating: "a", count: 129))\"",
                "command is longer than 128 bytes"
            ),
            .member("day", nil, "day is required"),
            .member("day", "20454", "day must be a string"),
            .member("day", #""2026-02-30""#, "day must be a date such as 2026-01-31"),
            .member("day", #""1969-12-31""#, "day must be a date such as 2026-01-31"),
            .member("day", #""-001970-01""#, "day must be a date such as 2026-01-31"),
            .member("count", nil, "count is required"),
            .member("count", "0", "count must be from 1 to 1000000000000"),
            .member("count", "1000000000001", "count must be from 1 to 1000000000000"),
            .member("count", "1.5", "count must be an integer"),
        ]
    )
    func bad(line: Bad) {
        let text = UseLog.text(Array(Self.uses.prefix(2))) + line.line + "\n"
        let error = UseLogError(line: 3, problem: line.problem)
        #expect(throws: error) { try UseLog.read(Array(text.utf8)) }
        #expect(error.description == "line 3: \(line.problem)")
    }
}
