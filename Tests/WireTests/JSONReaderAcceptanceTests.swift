import Testing
import Wire

@Suite("What the JSON reader accepts")
struct JSONReaderAcceptanceTests {
    @Test(
        "a text becomes its tree",
        arguments: [
            ("null", .null), ("true", .bool(true)), ("false", .bool(false)),
            (#""""#, ""), (#""a""#, "a"), ("0", 0), ("[]", []), ("{}", [:]),
            (" \t\r\n[ \t\r\n1 \t\r\n, \t\r\n2 \t\r\n] \t\r\n", [1, 2]),
            (" { \"a\" : 1 , \"b\" : [ ] } ", ["a": 1, "b": []]),
            (#"[null,true,false,"",0,[],{}]"#, [nil, true, false, "", 0, [], [:]]),
            (#"{"":{"":{"":null}}}"#, ["": ["": ["": nil]]]),
            (#"{"b":1,"a":2}"#, ["b": 1, "a": 2]),
        ] as [(String, JSONValue)]
    )
    func structure(text: String, tree: JSONValue) throws {
        #expect(try JSONReader.read(text: text) == tree)
    }

    @Test(
        "a number keeps its spelling",
        arguments: [
            "0", "-0", "1", "-1", "10", "123456789012345678901234567890", "0.0", "-0.10", "1.0",
            "1e0", "1E0", "1e+0", "1e-0", "0e0", "0.5e-05", "1.5E+400", "9007199254740993",
            "123456789.123456789123456789",
        ]
    )
    func numberSpelling(spelling: String) throws {
        let value = try JSONReader.read(text: "[\(spelling)]")
        #expect(value[0]?.number?.spelling == spelling)
        #expect(value.text == "[\(spelling)]")
    }

    @Test(
        "a string is unescaped",
        arguments: [
            (#"\"\\\/\b\f\n\r\t"#, "\"\\/\u{8}\u{C}\n\r\t"),
            (#"\u0000"#, "\0"), (#"a\u0041b"#, "aAb"), (#"\u00e9\u00E9"#, "éé"),
            (#"\u20ac"#, "€"), (#"\uFFFF\ue000"#, "\u{FFFF}\u{E000}"),
            (#"\ud834\udd1e"#, "\u{1D11E}"), (#"\uDBFF\uDFFF"#, "\u{10FFFF}"),
            (#"\ud83d\ude00\uD83D\uDE00"#, "😀😀"), (#"é\né\n"#, "é\né\n"),
            ("é€😀", "é€😀"), ("\u{7F}\u{2028}\u{FEFF}", "\u{7F}\u{2028}\u{FEFF}"),
            ("\u{D7FF}\u{E000}\u{10FFFF}", "\u{D7FF}\u{E000}\u{10FFFF}"),
            ("//, [{:}] /**/", "//, [{:}] /**/"), (#"\\u0041"#, #"\u0041"#),
            (#"0123456\n89"#, "0123456\n89"), (#"01234567\n9"#, "01234567\n9"),
        ]
    )
    func stringEscapes(body: String, expected: String) throws {
        let value = try JSONReader.read(text: "\"\(body)\"")
        #expect(value == .string(expected))
    }

    @Test("the last of duplicate keys wins, at the first's place")
    func duplicateKeys() throws {
        let value = try JSONReader.read(text: #"{"a":1,"b":2,"\u0061":3}"#)
        #expect(value.text == #"{"a":3,"b":2}"#)
    }

    @Test("keys that are only canonically equivalent are different keys")
    func canonicalEquivalents() throws {
        let text = "{\"\u{E9}\":1,\"e\u{301}\":2,\"K\":3,\"\u{212A}\":4}"
        let value = try JSONReader.read(text: text)
        #expect(Array(value.text.utf8) == Array(text.utf8))
        #expect(value["e\u{301}"] == 2)
        #expect(value["\u{212A}"] == 4)
    }

    @Test("every byte from U+0020 on but quote and backslash stands for itself", arguments: 0...15)
    func plainBytes(padding: Int) throws {
        for byte in UInt8(0x20)..<0x80 where !#""\"#.utf8.contains(byte) {
            let body = Array(repeating: UInt8(ascii: "x"), count: padding) + [byte]
            let value = try JSONReader.read(Array("\"".utf8) + body + "\"".utf8)
            #expect(value.string.map { Array($0.utf8) } == body)
        }
    }
}
