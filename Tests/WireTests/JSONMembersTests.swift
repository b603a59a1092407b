import Testing
import Wire

@Suite("The usual form of a body whose members are all texts")
struct JSONMembersTests {
    /// What is taken of a text, nil when it is not the usual form.
    private func members(_ bytes: [UInt8]) -> [String]? {
        var members: [String] = []
        let isUsual = JSONReader.members(bytes.span) { name, text in
            members.append(name.holds("a") ? "a=\(text)" : "\(name.count)=\(text)")
            return true
        }
        return isUsual ? members : nil
    }

    @Test(
        "is read member by member, in order, names that come twice as well",
        arguments: [
            (#"{"a":"1"}"#, ["a=1"]), (#"{"a":"","bc":"é"}"#, ["a=", "2=é"]),
            (
                #" { "bc" : "1" , "a" : "a text that is longer than a small one" } "#,
                ["2=1", "a=a text that is longer than a small one"]
            ),
            ("{\n\t\"a\":\r\"😀\"}\n", ["a=😀"]), (#"{"a":"1","a":"2"}"#, ["a=1", "a=2"]),
        ]
    )
    func usual(_ text: String, expected: [String]) {
        #expect(members(Array(text.utf8)) == expected)
    }

    @Test(
        "is nothing else, valid or not",
        arguments: [
            "", "{}", "[]", "null", #"{"a":1}"#, #"{"a":null}"#, #"{"a":"1","b":2}"#,
            #"{"a":["1"]}"#, #"{"a":{"a":"1"}}"#, #"{"a":"\u0031"}"#, #"{"\u0061":"1"}"#,
            #"{"a":"1",}"#, #"{"a":"1"}}"#, #"{"a":"1"} x"#, #"{"a" "1"}"#, #"{"a":"1" "b":"2"}"#,
            "{\"a\":\"\t\"}", #"{a:"1"}"#, "\u{FEFF}{\"a\":\"1\"}",
        ]
    )
    func unusual(_ text: String) {
        #expect(members(Array(text.utf8)) == nil)
    }

    @Test("is UTF-8")
    func invalid() {
        #expect(members(Array(#"{"a":""#.utf8) + [0xC3, 0x28] + Array(#""}"#.utf8)) == nil)
    }

    @Test("is taken apart at any end without harm")
    func cuts() {
        let bytes = Array(#"{"a":"5511988888888","text":"Olá"}"#.utf8)
        for end in 0..<bytes.count { #expect(members(Array(bytes[..<end])) == nil) }
    }

    @Test("ends where its taker says so")
    func refused() {
        var count = 0
        let isUsual = JSONReader.members(Array(#"{"a":"1","b":"2"}"#.utf8).span) { _, _ in
            count += 1
            return false
        }
        #expect(!isUsual)
        #expect(count == 1)
    }
}
