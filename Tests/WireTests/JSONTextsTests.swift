import Testing
import Wire

@Suite("The usual form of a body that is a list of texts")
struct JSONTextsTests {
    @Test(
        "is read as the tree reads it",
        arguments: [
            #"{"numbers":["1"]}"#, #"{"numbers":["5511988888888","","a b"]}"#,
            #" { "numbers" : [ "1" , "2" ] } "#, "{\n\t\"numbers\":\r[\"1\",\"/\"]\n}\n",
            #"{"numbers":["é","😀 and more"]}"#, "{\"numbers\":[\"\u{7F}\"]}",
            #"{"numbers":["a text that is longer than what fits into a small one"]}"#,
        ]
    )
    func usual(_ text: String) throws {
        let bytes = Array(text.utf8)
        let tree = try JSONReader.read(bytes)["numbers"]?.array?.compactMap(\.string)
        #expect(JSONReader.texts(bytes.span, only: "numbers") == tree)
        #expect(tree?.isEmpty == false)
    }

    @Test(
        "is nothing else, valid or not",
        arguments: [
            "", "{}", "[]", #"{"numbers":[]}"#, #"{"number":["1"]}"#, #"{"numbers":"1"}"#,
            #"{"numbers":["1",]}"#, #"{"numbers":["1"],}"#, #"{"numbers":["1"],"a":1}"#,
            #"{"numbers":["1"]"#, #"{"numbers":["1"]}}"#, #"{"numbers":["1"]} x"#,
            #"{"numbers":["1" "2"]}"#, #"{"numbers":[1]}"#, #"{"numbers":["1",2]}"#,
            #"{"numbers":["\u0031"]}"#, "{\"numbers\":[\"\t\"]}",
            #"{"numbers":["1"#, #"{"numbers":["1"]"#, #"{"numbers"["1"]}"#, #"{"numbers":"#,
            #"{"numbers":["1"],"numbers":["2"]}"#, #"{"n\u0075mbers":["1"]}"#,
            "{\"numbers\":[\"\u{7F}é",
        ]
    )
    func unusual(_ text: String) {
        #expect(JSONReader.texts(Array(text.utf8).span, only: "numbers") == nil)
    }

    @Test("is UTF-8")
    func invalid() {
        let bytes = Array(#"{"numbers":[""#.utf8) + [0xC3, 0x28] + Array(#""]}"#.utf8)
        #expect(JSONReader.texts(bytes.span, only: "numbers") == nil)
    }

    @Test("is taken apart at any end without harm")
    func cuts() {
        let bytes = Array(#"{"numbers":["5511988888888","2"]}"#.utf8)
        for end in 0..<bytes.count {
            #expect(JSONReader.texts(Array(bytes[..<end]).span, only: "numbers") == nil)
        }
    }
}
