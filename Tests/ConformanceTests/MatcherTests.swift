import ConformanceKit
import Testing
import Wire

@Suite("Every kind of difference is found and named")
struct MatcherTests {
    /// A body that is expected, one that came, and the paths that must be named.
    struct Case: Sendable, CustomTestStringConvertible {
        let testDescription: String
        let expected: String
        let actual: String
        let special: [String]
        let differing: [String]

        init(
            _ description: String,
            _ expected: String,
            _ actual: String,
            special: [String] = [],
            differing: [String]
        ) {
            testDescription = description
            self.expected = expected
            self.actual = actual
            self.special = special
            self.differing = differing
        }
    }

    static let exactCases = [
        Case("alike", #"{"a":1,"b":[null]}"#, #"{"a":1,"b":[null]}"#, differing: []),
        Case("white space", #"{"a":1}"#, "{ \"a\" : 1 }\n", differing: []),
        Case("a value", #"{"a":{"b":"x"}}"#, #"{"a":{"b":"y"}}"#, differing: ["body.a.b"]),
        Case("a type", #"{"a":1}"#, #"{"a":"1"}"#, differing: ["body.a"]),
        Case("a number's spelling", #"{"a":1}"#, #"{"a":1.0}"#, differing: ["body.a"]),
        Case("null for absent", #"{"a":null}"#, "{}", differing: ["body.a"]),
        Case("absent for null", "{}", #"{"a":null}"#, differing: ["body.a"]),
        Case("a member too much", #"{"a":1}"#, #"{"a":1,"b":2}"#, differing: ["body.b"]),
        Case("the order", #"{"a":1,"b":2}"#, #"{"b":2,"a":1}"#, differing: ["body"]),
        Case("the order within", #"[{"a":1,"b":2}]"#, #"[{"b":2,"a":1}]"#, differing: ["body[0]"]),
        Case("an element too much", "[1]", "[1,2]", differing: ["body"]),
        Case("an element's value", "[1,2]", "[1,3]", differing: ["body[1]"]),
        Case("not JSON", "{}", "<html>", differing: ["body"]),
        Case("nothing", "{}", "", differing: ["body"]),
        Case("vary", #"{"a":"x"}"#, #"{"a":"y"}"#, special: ["a"], differing: []),
        Case("vary, a type", #"{"a":"x"}"#, #"{"a":1}"#, special: ["a"], differing: ["body.a"]),
        Case("vary, null", #"{"a":"x"}"#, #"{"a":null}"#, special: ["a"], differing: ["body.a"]),
        Case("vary, absent", #"{"a":"x"}"#, "{}", special: ["a"], differing: ["body.a"]),
        Case(
            "vary in each element",
            #"{"d":[{"a":1,"b":1},{"a":2,"b":2}]}"#,
            #"{"d":[{"a":8,"b":1},{"a":9,"b":3}]}"#,
            special: ["d[].a"],
            differing: ["body.d[1].b"]
        ),
        Case("vary in an array", #"[{"a":1}]"#, #"[{"a":2}]"#, special: ["[].a"], differing: []),
        Case("vary, an object", #"{"a":{"b":1}}"#, #"{"a":{}}"#, special: ["a"], differing: []),
    ]

    @Test("exact", arguments: exactCases)
    func exact(_ each: Case) throws {
        let body = try JSONReader.read(text: each.expected)
        let vary = try each.special.map { try #require(JSONPath($0)) }
        let found = differences(.exact(body, vary: vary), each.actual)
        #expect(found.map(\.path) == each.differing)
    }

    static let shapeCases = [
        Case("alike", #"{"a":1,"b":[{"c":""}]}"#, #"{"b":[{"c":"x"}],"a":5}"#, differing: []),
        Case("a member more", #"{"a":1}"#, #"{"z":0,"a":5}"#, differing: []),
        Case("a member less", #"{"a":1,"b":2}"#, #"{"a":5}"#, differing: ["body.b"]),
        Case("a type", #"{"a":{"b":true}}"#, #"{"a":{"b":"true"}}"#, differing: ["body.a.b"]),
        Case("null is a type", #"{"a":null}"#, #"{"a":1}"#, differing: ["body.a"]),
        Case("an array without shape", #"{"a":[]}"#, #"{"a":[1,"x"]}"#, differing: []),
        Case("at least one element", #"{"a":[1]}"#, #"{"a":[]}"#, differing: ["body.a"]),
        Case(
            "every element",
            #"[{"a":1}]"#,
            #"[{"a":1},{"a":""},{}]"#,
            differing: ["body[1].a", "body[2].a"]
        ),
        Case("fixed", #"{"a":1,"b":1}"#, #"{"a":1,"b":2}"#, special: ["a"], differing: []),
        Case("fixed, a value", #"{"a":1}"#, #"{"a":2}"#, special: ["a"], differing: ["body.a"]),
        Case(
            "fixed in each element",
            #"{"d":[{"a":1}]}"#,
            #"{"d":[{"a":1},{"a":2}]}"#,
            special: ["d[].a"],
            differing: ["body.d[1].a"]
        ),
        Case(
            "fixed, an object",
            #"{"a":{"b":1}}"#,
            #"{"a":{"b":2}}"#,
            special: ["a"],
            differing: ["body.a"]
        ),
    ]

    @Test("shape", arguments: shapeCases)
    func shape(_ each: Case) throws {
        let body = try JSONReader.read(text: each.expected)
        let fixed = try each.special.map { try #require(JSONPath($0)) }
        let found = differences(.shape(body, fixed: fixed), each.actual)
        #expect(found.map(\.path) == each.differing)
    }

    @Test("the status counts with every match")
    func status() {
        let expectation = ExpectedAnswer(status: 200, match: .status)
        let found = Matcher.differences(expectation, ReceivedAnswer(status: 404))
        #expect(found == [Difference("status", "expected 200, got 404")])
    }

    @Test(
        "a whole text is compared by its bytes",
        arguments: [("", "", true), ("", " ", false), ("ok", "ok", true), ("é", "e\u{301}", false)]
    )
    func text(expected: String, actual: String, isAlike: Bool) {
        #expect(differences(.text(expected), actual).isEmpty == isAlike)
    }

    static let headers: [(name: String, value: String, isAlike: Bool)] = [
        ("Content-Type", "application/json", true),
        ("content-type", "Application/JSON; charset=latin1", true),
        ("Content-Type", "text/html", false),
        ("X-Limit", "5", true),
        ("X-Limit", "6", true),
        ("X-Limit", "7", false),
        ("X-Limit", "05", false),
        ("Location", "/", false),
    ]

    @Test("headers are there with their value, media types without parameters", arguments: headers)
    func header(name: String, value: String, isAlike: Bool) {
        let fields = HTTPFields([
            ("Content-type", "application/json; charset=utf-8"), ("x-limit", "5"), ("x-limit", "6"),
        ])
        let expectation = ExpectedAnswer(status: 200, match: .status, headers: [(name, value)])
        let found = Matcher.differences(expectation, ReceivedAnswer(status: 200, fields: fields))
        #expect(found.map(\.path) == (isAlike ? [] : ["headers.\(name)"]))
    }

    @Test(
        "a text that must be contained is looked for in the bytes",
        arguments: [("data:", true), ("b", true), ("", true), ("c,", false), ("data:abcd", false)]
    )
    func contains(text: String, isThere: Bool) {
        let expectation = ExpectedAnswer(status: 200, match: .status, contains: text)
        let answer = ReceivedAnswer(status: 200, body: Array("data:abc".utf8))
        #expect(Matcher.differences(expectation, answer).isEmpty == isThere)
    }

    @Test(
        "a path that must name nothing is looked for in every element",
        arguments: [("b", true), ("a", false), ("d[].x", false), ("d[].z", true), ("d.x", true)]
    )
    func absent(path: String, isAbsent: Bool) throws {
        let expectation = ExpectedAnswer(
            status: 200,
            match: .status,
            absent: [try #require(JSONPath(path))]
        )
        let body = Array(#"{"a":null,"d":[{},{"x":1}]}"#.utf8)
        let found = Matcher.differences(expectation, ReceivedAnswer(status: 200, body: body))
        #expect(found.map(\.path) == (isAbsent ? [] : ["body.\(path)"]))
    }

    @Test("a path with an empty step is no path", arguments: ["", "a..b", ".a", "a.", "a.[]"])
    func wrongPath(text: String) {
        #expect(JSONPath(text) == nil)
    }

    @Test("a path names every value", arguments: [("a", 1), ("d[].x", 2), ("m[][]", 3), ("z", 0)])
    func values(text: String, count: Int) throws {
        let body = try JSONReader.read(text: #"{"a":1,"d":[{"x":1},{},{"x":2}],"m":[[1,2],[3]]}"#)
        #expect(try #require(JSONPath(text)).values(in: body).count == count)
    }

    private func differences(_ match: ExpectedAnswer.Match, _ body: String) -> [Difference] {
        let expectation = ExpectedAnswer(status: 200, match: match)
        return Matcher.differences(expectation, ReceivedAnswer(status: 200, body: Array(body.utf8)))
    }
}
