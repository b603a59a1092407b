import Testing
import Wire

@Suite("Look-up in a header section")
struct HTTPFieldsTests {
    private let fields = HTTPFields([
        ("Content-Type", "application/json"), ("X-API-Key", "first"), ("x-api-key", "second"),
        ("api_key", "underscore"), ("Empty", ""), ("token[", "bracket"),
    ])

    @Test("names compare without regard to ASCII case")
    func caseInsensitivity() {
        #expect(fields["content-type"] == "application/json")
        #expect(fields["CONTENT-TYPE"] == "application/json")
        #expect(fields["Content-Type"] == "application/json")
    }

    @Test("the first value of a name is compared as it is spelled")
    func among() {
        #expect(fields.first("content-type", isAmong: ["text/html", "application/json"]))
        #expect(!fields.first("content-type", isAmong: ["Application/JSON", "application/jso"]))
        #expect(fields.first("x-api-key", isAmong: ["first"]))
        #expect(!fields.first("x-api-key", isAmong: ["second"]))
        #expect(fields.first("empty", isAmong: [""]))
        #expect(!fields.first("absent", isAmong: [""]))
    }

    @Test("an underscore is not a hyphen")
    func underscore() {
        #expect(fields["api-key"] == nil)
        #expect(fields["API_KEY"] == "underscore")
        #expect(fields["content_type"] == nil)
    }

    @Test("only letters have case, so that brackets and braces stay apart")
    func punctuation() {
        #expect(fields["token["] == "bracket")
        #expect(fields["token{"] == nil)
    }

    @Test("a name matches whole")
    func wholeNames() {
        #expect(fields["content"] == nil)
        #expect(fields["content-type2"] == nil)
        #expect(fields["ontent-type"] == nil)
    }

    @Test("a field that is there once is told from one that came twice")
    func onlyOne() {
        #expect(fields.only("content-type") == "application/json")
        #expect(fields.only("empty") == "")
        #expect(fields.only("x-api-key") == nil)
        #expect(fields.only("host") == nil)
    }

    @Test("the first of repeated fields answers, and all are counted and kept in order")
    func repetition() {
        #expect(fields["x-api-key"] == "first")
        #expect(fields.occurrences(of: "X-Api-Key") == 2)
        #expect(fields.occurrences(of: "absent") == 0)
        #expect(fields.count == 6)
        #expect(fields.all.map(\.name)[1...2] == ["X-API-Key", "x-api-key"])
        #expect(fields.all.map(\.value)[1...2] == ["first", "second"])
    }

    @Test("an empty value is there, an absent field is not")
    func emptyValue() {
        #expect(fields["empty"] == "")
        #expect(fields["absent"] == nil)
        #expect(HTTPFields()["absent"] == nil)
    }
}
