import Testing
import Wire

@Suite("What the JSON writer writes")
struct JSONWriterTests {
    private struct Stop: Error {}

    private func text(_ body: (inout JSONWriter) -> Void) -> String {
        var writer = JSONWriter()
        body(&writer)
        return String(decoding: writer.bytes, as: UTF8.self)
    }

    @Test("members and elements are parted by commas, at every level")
    func structure() {
        let written = text { writer in
            writer.object { writer in
                writer.member("a", 1)
                writer.member("b", { writer in writer.member("c", "d") })
                writer.memberArray("e") { writer in
                    writer.null()
                    writer.bool(false)
                    writer.array { _ in }
                    writer.object { _ in }
                    writer.string("x")
                }
                writer.member("f", [1, ["g": 2]] as JSONValue)
            }
        }
        let expected = #"{"a":1,"b":{"c":"d"},"e":[null,false,[],{},"x"],"f":[1,{"g":2}]}"#
        #expect(written == expected)
    }

    @Test("a member is written after its type, nil as null")
    func members() {
        let written = text { writer in
            writer.object { writer in
                writer.member("string", "x")
                writer.member("none", nil as String?)
                writer.member("some", "y" as String?)
                writer.member("int", Int.min)
                writer.member("noInt", nil as Int?)
                writer.member("int64", Int64.max)
                writer.member("double", 0.5)
                writer.member("nan", Double.nan)
                writer.member("bool", true)
                writer.member("tree", .null)
            }
        }
        let expected = """
            {"string":"x","none":null,"some":"y","int":-9223372036854775808,"noInt":null,\
            "int64":9223372036854775807,"double":0.5,"nan":null,"bool":true,"tree":null}
            """
        #expect(written == expected)
    }

    @Test(
        "integers are written in full",
        arguments: [
            0, 1, -1, 9, 10, 99, 100, -100, 1_752_154_200_123, Int.max, Int.min, Int.min + 1,
        ]
    )
    func integers(value: Int) {
        #expect(text { $0.number(value) } == String(value))
    }

    @Test(
        "control characters are escaped as JSON.stringify escapes them",
        arguments: [
            ("\u{8}\u{C}\n\r\t", #"\b\f\n\r\t"#), ("\0\u{1F}\u{B}", #"\u0000\u001f\u000b"#),
            ("\"\\", #"\"\\"#), ("a\"b", #"a\"b"#),
        ]
    )
    func escapes(value: String, body: String) {
        #expect(text { $0.string(value) } == "\"\(body)\"")
    }

    @Test(
        "slashes and what is not ASCII stay as they are",
        arguments: ["https://example.com/", "é€😀", "\u{7F}\u{2028}\u{2029}\u{FEFF}", "<&>'"]
    )
    func unescaped(value: String) {
        #expect(text { $0.string(value) } == "\"\(value)\"")
    }

    @Test("one character to be escaped is found at every place", arguments: 0..<40)
    func escapePlaces(length: Int) throws {
        for place in 0..<length {
            for special in ["\"", "\\", "\u{1F}", "\n"] {
                let value = JSONValue.string(
                    String(repeating: "é", count: place % 2) + String(repeating: "x", count: place)
                        + special + String(repeating: "y", count: length - place - 1)
                )
                #expect(try JSONReader.read(value.serialized()) == value)
            }
        }
    }

    @Test("a member's text is escaped wherever it needs it", arguments: 0..<24)
    func memberEscapes(length: Int) throws {
        for place in 0..<length {
            for special in ["\"", "\\", "\u{1F}", "\n", "é"] {
                let value =
                    String(repeating: "x", count: place) + special
                    + String(repeating: "y", count: length - place - 1)
                let written = text { writer in
                    writer.object { writer in
                        writer.member("a", value)
                        writer.member(MemberName(value), "b")
                    }
                }
                let read = try JSONReader.read(Array(written.utf8))
                #expect(read == ["a": .string(value), value: "b"])
            }
        }
    }

    @Test("a text in pieces, plain bytes and members as they stand are parted by commas")
    func pieces() {
        let plain: InlineArray<2, UInt8> = [0x78, 0x79]
        let written = text { writer in
            writer.object { writer in
                writer.members(literal: #""a":1,"b":"""#)
                writer.memberText("c") { text in
                    text.append("x\"")
                    text.append(-57)
                    text.append("")
                }
                writer.members(literal: #""d":null"#)
                writer.member("e", plain: plain.span)
                writer.member("f", 10)
            }
        }
        #expect(written == #"{"a":1,"b":"","c":"x\"-57","d":null,"e":"xy","f":10}"#)
    }

    @Test("the body's error comes out of the object")
    func throwing() {
        var writer = JSONWriter()
        #expect(throws: Stop.self) {
            try writer.object { (_: inout JSONWriter) throws(Stop) in throw Stop() }
        }
    }
}
