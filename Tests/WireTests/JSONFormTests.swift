import Testing
import Wire

@Suite("A JSON text that is spelled out where it is made")
struct JSONFormTests {
    private func text(_ form: JSONForm) -> String { String(decoding: form.bytes, as: UTF8.self) }

    @Test("stands as it is when nothing is filled in")
    func literal() {
        #expect(text(#"{"a":"ä\n","b":[]}"#) == #"{"a":"ä\n","b":[]}"#)
        #expect(text("") == "")
    }

    @Test(
        "has texts escaped where they are filled in, as a writer escapes them",
        arguments: [
            "", "a", "plain", "ç", "a \"quote\"", "\\", "line\nbreak\u{1}", "😀 and much more text",
            "sixteen and more bytes, with \t in the middle of them",
        ]
    )
    func escaped(_ value: String) throws {
        var writer = JSONWriter()
        writer.object { $0.member("a", value) }
        let form = text(#"{"a":"\#(value)"}"#)
        #expect(form == String(decoding: writer.bytes, as: UTF8.self))
        #expect(try JSONReader.read(Array(form.utf8))["a"]?.string == value)
    }

    @Test("has texts that follow each other joined")
    func joined() {
        let (name, server) = ("5511988888888", "@s.whatsapp.net")
        #expect(text(#"["\#(name)\#(server)"]"#) == #"["5511988888888@s.whatsapp.net"]"#)
    }

    @Test("has words, numbers and truths as JSON has them")
    func others() {
        let word: StaticString = "sent"
        #expect(
            text(#"["\#(word: word)",\#(Int64.min),\#(Int64(7)),\#(true),\#(false)]"#)
                == #"["sent",-9223372036854775808,7,true,false]"#
        )
    }

    @Test("has members that are written, behind others with a comma")
    func members() {
        let two = { (writer: inout JSONWriter) in
            writer.member("a", 1)
            writer.member("b") { $0.member("c", "\"") }
        }
        #expect(text(#"{\#(members: two)}"#) == #"{"a":1,"b":{"c":"\""}}"#)
        let behind = text(#"{"z":0\#(members: two, afterComma: true)}"#)
        #expect(behind == #"{"z":0,"a":1,"b":{"c":"\""}}"#)
        #expect(text(#"{"z":0\#(members: { _ in }, afterComma: true)}"#) == #"{"z":0}"#)
        #expect(text(#"{\#(members: { _ in })}"#) == "{}")
    }

    @Test("is whole wherever its pieces meet the end of what gathers them", arguments: 500...524)
    func seams(_ length: Int) {
        let value = String(repeating: "x", count: length)
        let form = text(#"{"a":"\#(value)","b":"\#("y")","c":"\#(value)"}"#)
        #expect(form == #"{"a":"\#(value)","b":"y","c":"\#(value)"}"#)
        let short = String(repeating: "z", count: length % 8)
        var parts: JSONForm.Pieces = .init(literalCapacity: 0, interpolationCount: 0)
        for _ in 0..<length { parts.appendInterpolation(short) }
        #expect(text(JSONForm(stringInterpolation: parts)).utf8.count == length * (length % 8))
    }

    @Test("holds more than it made room for")
    func long() {
        let value = String(repeating: "0123456789", count: 1000)
        #expect(text(#"{"a":"\#(value)","b":\#(true)}"#) == #"{"a":"\#(value)","b":true}"#)
    }
}
