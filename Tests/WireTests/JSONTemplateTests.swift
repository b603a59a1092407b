import Testing
import Wire

@Suite("Members that were written once")
struct JSONTemplateTests {
    private func text(_ write: (inout JSONWriter) -> Void) -> String {
        var writer = JSONWriter()
        writer.object(write)
        return String(decoding: writer.bytes, as: UTF8.self)
    }

    @Test("are written as they stand, with a text in their place for one")
    func filled() {
        let template = JSONTemplate { writer in
            writer.member("a", "ä\"")
            writer.memberHole("b")
            writer.member("c", 3)
        }
        let texts = ["", "now", "a longer text than the first"]
        for filling in texts {
            let written = text { $0.members(template, filling: filling.utf8Span.span) }
            #expect(written == #"{"a":"ä\"","b":"\#(filling)","c":3}"#)
        }
    }

    @Test("stand behind other members and before them")
    func surrounded() {
        let template = JSONTemplate { $0.member("b", true) }
        let written = text { writer in
            writer.member("a", 1)
            writer.members(template)
            writer.member("c", 2)
        }
        #expect(written == #"{"a":1,"b":true,"c":2}"#)
    }

    @Test("may have their place last")
    func last() {
        let template = JSONTemplate { writer in
            writer.member("a", 1)
            writer.memberHole("b")
        }
        let filling = "x"
        let written = text { $0.members(template, filling: filling.utf8Span.span) }
        #expect(written == #"{"a":1,"b":"x"}"#)
        #expect(template.byteCount == #""a":1,"b":"""#.utf8.count)
    }
}
