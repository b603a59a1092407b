import Testing
import Wire

@Suite("JSON objects")
struct JSONObjectTests {
    /// An object on either side of the size where the hashed index begins.
    private static func numbered(_ count: Int) -> JSONObject {
        JSONObject((0..<count).map { ("k\($0)", JSONValue(integerLiteral: $0)) })
    }

    @Test("every member is found, and no other", arguments: [0, 1, 8, 9, 31, 32, 33, 34, 100])
    func lookup(count: Int) {
        let object = Self.numbered(count)
        #expect(object.count == count)
        for number in 0..<count { #expect(object["k\(number)"]?.int == number) }
        #expect(object["k\(count)"] == nil)
        #expect(!object.contains("k\(count)"))
    }

    @Test("setting a key again keeps its place", arguments: [3, 32, 33, 50])
    func replacement(count: Int) {
        var object = Self.numbered(count)
        object["k1"] = "new"
        #expect(object.count == count)
        #expect(object.members[1].key == "k1")
        #expect(object["k1"] == "new")
    }

    @Test("removing a member leaves the others where they are found", arguments: [3, 32, 33, 50])
    func removal(count: Int) {
        var object = Self.numbered(count)
        object["k1"] = nil
        object["absent"] = nil
        #expect(object.keys == (0..<count).filter { $0 != 1 }.map { "k\($0)" })
        #expect(object["k1"] == nil)
        for number in 2..<count { #expect(object["k\(number)"]?.int == number) }
        object["k1"] = 1
        #expect(object.keys.last == "k1")
    }

    @Test("a null member is there, an absent one is not")
    func nullIsNotAbsent() {
        let object: JSONObject = ["a": nil]
        #expect(object["a"]?.isNull == true)
        #expect(object.contains("a"))
        #expect(object["b"] == nil)
    }

    @Test("order and code points count in equality")
    func equality() {
        let object: JSONObject = ["a": 1, "b": 2]
        #expect(object == ["a": 1, "b": 2])
        #expect(object != ["b": 2, "a": 1])
        #expect(object != ["a": 1])
        #expect(["\u{E9}": 1] as JSONObject != ["e\u{301}": 1])
        #expect("\u{E9}" as JSONValue != "e\u{301}")
    }

    @Test("a literal keeps its order and takes the last of duplicates")
    func literal() {
        let value: JSONValue = ["error": false, "message": "x", "n": [1, 1.5, nil], "error": true]
        #expect(value.text == #"{"error":true,"message":"x","n":[1,1.5,null]}"#)
    }

    @Test("accessors answer for their own kind only")
    func accessors() {
        let value: JSONValue = ["s": "x", "i": 3, "b": true, "a": [1], "o": [:], "n": nil]
        #expect(value["s"]?.string == "x")
        #expect(value["i"]?.int == 3)
        #expect(value["b"]?.bool == true)
        #expect(value["a"]?[0] == 1)
        #expect(value["a"]?[1] == nil)
        #expect(value["a"]?[-1] == nil)
        #expect(value["o"]?.object?.count == 0)
        #expect(value["n"]?.isNull == true)
        #expect(value["s"]?.int == nil)
        #expect(value["i"]?.string == nil)
        #expect(value["i"]?.bool == nil)
        #expect(value["s"]?["x"] == nil)
        #expect(value[0] == nil)
        #expect(value.array == nil)
    }
}
