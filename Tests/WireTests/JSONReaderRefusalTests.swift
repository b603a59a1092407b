import Testing
import Wire

/// A text that must be refused, and how.
struct Refusal: CustomTestStringConvertible {
    let bytes: [UInt8]
    let error: JSONError

    init(_ text: String, _ kind: JSONError.Kind, _ offset: Int) {
        bytes = Array(text.utf8)
        error = JSONError(kind, offset: offset)
    }

    /// A string whose body is these bytes, at an offset that counts the quote.
    init(string body: [UInt8], _ kind: JSONError.Kind, _ offset: Int) {
        bytes = [0x22] + body + [0x22]
        error = JSONError(kind, offset: offset)
    }

    var testDescription: String {
        "\(String(decoding: bytes, as: UTF8.self)): \(error.message)"
    }
}

@Suite("What the JSON reader refuses, and at which byte")
struct JSONReaderRefusalTests {
    @Test(
        "a text that is no JSON",
        arguments: [
            Refusal("", .unexpectedEnd, 0), Refusal(" \n", .unexpectedEnd, 2),
            Refusal("\u{FEFF}{}", .byteOrderMark, 0), Refusal("\u{FEFF}", .byteOrderMark, 0),
            Refusal("\u{2060}1", .unexpectedByte, 0), Refusal("\u{C}1", .unexpectedByte, 0),
            Refusal("\u{A0}1", .unexpectedByte, 0), Refusal("\0", .unexpectedByte, 0),
            Refusal("1 2", .trailingText, 2), Refusal("{}}", .trailingText, 2),
            Refusal("[]]", .trailingText, 2), Refusal("null//", .trailingText, 4),
            Refusal("1\0", .trailingText, 1), Refusal("\"\"x", .trailingText, 2),
            Refusal("/**/1", .unexpectedByte, 0), Refusal("'a'", .unexpectedByte, 0),
            Refusal("é", .unexpectedByte, 0), Refusal("<.>", .unexpectedByte, 0),
        ]
    )
    func text(refusal case: Refusal) {
        #expect(refusal(of: `case`.bytes) == `case`.error)
    }

    @Test(
        "a broken array or object",
        arguments: [
            Refusal("[", .unexpectedEnd, 1), Refusal("[1", .unexpectedEnd, 2),
            Refusal("[1,", .unexpectedEnd, 3), Refusal("[1,]", .unexpectedByte, 3),
            Refusal("[,1]", .unexpectedByte, 1), Refusal("[1,,2]", .unexpectedByte, 3),
            Refusal("[1 2]", .unexpectedByte, 3), Refusal("[1;2]", .unexpectedByte, 2),
            Refusal("[1:2]", .unexpectedByte, 2), Refusal("[1}", .unexpectedByte, 2),
            Refusal("]", .unexpectedByte, 0), Refusal("{", .unexpectedEnd, 1),
            Refusal("{]", .unexpectedByte, 1), Refusal("{,}", .unexpectedByte, 1),
            Refusal("{a:1}", .unexpectedByte, 1), Refusal("{'a':1}", .unexpectedByte, 1),
            Refusal("{1:1}", .unexpectedByte, 1), Refusal(#"{"a"}"#, .unexpectedByte, 4),
            Refusal(#"{"a""#, .unexpectedEnd, 4), Refusal(#"{"a" 1}"#, .unexpectedByte, 5),
            Refusal(#"{"a",1}"#, .unexpectedByte, 4), Refusal(#"{"a":"#, .unexpectedEnd, 5),
            Refusal(#"{"a":}"#, .unexpectedByte, 5), Refusal(#"{"a"::1}"#, .unexpectedByte, 5),
            Refusal(#"{"a":1"#, .unexpectedEnd, 6), Refusal(#"{"a":1,"#, .unexpectedEnd, 7),
            Refusal(#"{"a":1,}"#, .unexpectedByte, 7), Refusal(#"{"a":1,,}"#, .unexpectedByte, 7),
            Refusal(#"{"a":1 "b":2}"#, .unexpectedByte, 7),
            Refusal(#"{"a":1]"#, .unexpectedByte, 6), Refusal(#"{"a":1/**/}"#, .unexpectedByte, 6),
        ]
    )
    func structure(refusal case: Refusal) {
        #expect(refusal(of: `case`.bytes) == `case`.error)
    }

    @Test(
        "a literal or number that is none",
        arguments: [
            Refusal("tru", .unexpectedEnd, 3), Refusal("trUe", .unexpectedByte, 2),
            Refusal("True", .unexpectedByte, 0), Refusal("nul", .unexpectedEnd, 3),
            Refusal("nulll", .trailingText, 4), Refusal("fals ", .unexpectedByte, 4),
            Refusal("NaN", .unexpectedByte, 0), Refusal("Infinity", .unexpectedByte, 0),
            Refusal("-Infinity", .unexpectedByte, 1), Refusal("nan", .unexpectedByte, 1),
            Refusal("undefined", .unexpectedByte, 0), Refusal("+1", .unexpectedByte, 0),
            Refusal("-", .unexpectedEnd, 1), Refusal("-a", .unexpectedByte, 1),
            Refusal("--1", .unexpectedByte, 1), Refusal("- 1", .unexpectedByte, 1),
            Refusal(".5", .unexpectedByte, 0), Refusal("-.5", .unexpectedByte, 1),
            Refusal("01", .trailingText, 1), Refusal("-01", .trailingText, 2),
            Refusal("00", .trailingText, 1), Refusal("1.", .unexpectedEnd, 2),
            Refusal("[1.]", .unexpectedByte, 3), Refusal("1.e5", .unexpectedByte, 2),
            Refusal("1.2.3", .trailingText, 3), Refusal("1e", .unexpectedEnd, 2),
            Refusal("1e+", .unexpectedEnd, 3), Refusal("1e+-1", .unexpectedByte, 3),
            Refusal("1eE2", .unexpectedByte, 2), Refusal("1e5.5", .trailingText, 3),
            Refusal("0x1F", .trailingText, 1), Refusal("1_000", .trailingText, 1),
            Refusal("1a", .trailingText, 1), Refusal("\u{FF11}", .unexpectedByte, 0),
        ]
    )
    func scalars(refusal case: Refusal) {
        #expect(refusal(of: `case`.bytes) == `case`.error)
    }

    @Test(
        "a string that does not end, or holds a bad escape",
        arguments: [
            Refusal(#"""#, .unexpectedEnd, 1), Refusal(#""a"#, .unexpectedEnd, 2),
            Refusal(#""\"#, .unexpectedEnd, 2), Refusal(#""\""#, .unexpectedEnd, 3),
            Refusal(#""\u"#, .unexpectedEnd, 3), Refusal(#""\u00"#, .unexpectedEnd, 5),
            Refusal(#""\u00"]"#, .invalidEscape, 1), Refusal(#""a\x41""#, .invalidEscape, 2),
            Refusal(#""\a""#, .invalidEscape, 1), Refusal(#""\'""#, .invalidEscape, 1),
            Refusal(#""\0""#, .invalidEscape, 1), Refusal(#""\U0041""#, .invalidEscape, 1),
            Refusal(#""\u004G""#, .invalidEscape, 1), Refusal(#""\u-041""#, .invalidEscape, 1),
            Refusal(#""\u+041""#, .invalidEscape, 1), Refusal(#""\u 041""#, .invalidEscape, 1),
            Refusal(#""\é""#, .invalidEscape, 1), Refusal("\"\\\n\"", .invalidEscape, 1),
            Refusal(#""\ud800""#, .loneSurrogate, 1), Refusal(#""ab\uDC00""#, .loneSurrogate, 3),
            Refusal(#""\udc00\ud800""#, .loneSurrogate, 1),
            Refusal(#""\ud800\ud800""#, .loneSurrogate, 1),
            Refusal(#""\ud800\u0041""#, .loneSurrogate, 1),
            Refusal(#""\ud800\n""#, .loneSurrogate, 1), Refusal(#""\ud800x""#, .loneSurrogate, 1),
            Refusal(#""\ud800\u12""#, .invalidEscape, 7),
            Refusal(#"{"\ud800":1}"#, .loneSurrogate, 2),
        ]
    )
    func strings(refusal case: Refusal) {
        #expect(refusal(of: `case`.bytes) == `case`.error)
    }

    @Test(
        "a string that is not UTF-8",
        arguments: [
            Refusal(string: [0x80], .invalidUTF8, 1), Refusal(string: [0xFF], .invalidUTF8, 1),
            Refusal(string: [0x61, 0xC3], .invalidUTF8, 2),
            Refusal(string: [0xE2, 0x82], .invalidUTF8, 1),
            Refusal(string: [0xF0, 0x9F, 0x98], .invalidUTF8, 1),
            Refusal(string: [0xC0, 0xAF], .invalidUTF8, 1),
            Refusal(string: [0xC1, 0xBF], .invalidUTF8, 1),
            Refusal(string: [0xE0, 0x80, 0xAF], .invalidUTF8, 1),
            Refusal(string: [0xF0, 0x80, 0x80, 0xAF], .invalidUTF8, 1),
            Refusal(string: [0xED, 0xA0, 0x80], .invalidUTF8, 1),
            Refusal(string: [0xED, 0xBF, 0xBF], .invalidUTF8, 1),
            Refusal(string: [0xF4, 0x90, 0x80, 0x80], .invalidUTF8, 1),
            Refusal(string: [0xF5, 0x80, 0x80, 0x80], .invalidUTF8, 1),
            Refusal(string: [0xF8, 0x88, 0x80, 0x80, 0x80], .invalidUTF8, 1),
            Refusal(string: [0xC3, 0xA9, 0x5C, 0x6E, 0xC3], .invalidUTF8, 5),
            Refusal(string: [0xC3, 0x5C, 0x6E], .invalidUTF8, 1),
        ]
    )
    func encoding(refusal case: Refusal) {
        #expect(refusal(of: `case`.bytes) == `case`.error)
    }

    @Test("a raw control character is refused wherever it stands", arguments: UInt8(0)..<0x20)
    func controlCharacters(byte: UInt8) {
        for padding in 0...17 {
            let body = Array(repeating: UInt8(ascii: "x"), count: padding) + [byte]
            let error = refusal(of: [0x22] + body + [0x22])
            #expect(error == JSONError(.controlCharacter, offset: padding + 1))
        }
    }

    @Test("an error's message names the rule and the byte, and nothing of the text")
    func message() {
        #expect(refusal(of: "[1,]")?.message == "unexpected character at byte 3")
    }

    @Test("every prefix of an object is refused")
    func prefixes() {
        let bytes = Array(everyKindOfValue.utf8)
        #expect(refusal(of: bytes) == nil)
        for count in bytes.indices {
            let error = refusal(of: Array(bytes[..<count]))
            #expect(error?.kind == .unexpectedEnd, "the first \(count) bytes")
        }
    }
}
