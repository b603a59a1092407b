import Testing

@testable import Wire

/// What the reader does not look at twice must still be looked at once.
@Suite("The reader's shortcuts")
struct JSONReaderShortcutsTests {
    @Test(
        "a key is the same however it is spelled, and keeps its first place",
        arguments: [
            #"{"a":1,"b":0,"\u0061":2}"#, #"{"\u0061":1,"b":0,"a":2}"#,
            #"{"\u0061":1,"b":0,"\u0061":2}"#, #"{"a":1,"b":0,"a":2}"#,
        ]
    )
    func repeatedKeys(text: String) throws {
        let value = try JSONReader.read(text: text)
        #expect(value == ["a": 2, "b": 0])
    }

    @Test("keys of one class are told apart")
    func keysOfOneClass() throws {
        // The ends and the middle are alike, and so is the length.
        let keys = (0..<30).map { "a\($0 / 10)b\($0 % 10)c" }
        let members = keys.map { "\"\($0)\":\"\($0)\"" }.joined(separator: ",")
        let object = try #require(try JSONReader.read(text: "{\(members)}").object)
        #expect(object.keys == keys)
        #expect(keys.allSatisfy { object[$0]?.string == $0 })
    }

    @Test("an object's repeated keys are found among many", arguments: [2, 31, 32, 33, 34, 100])
    func manyKeys(count: Int) throws {
        let once = (0..<count).map { "\"k\($0)\":1" }
        let text = "{" + (once + ["\"k1\":2"]).joined(separator: ",") + "}"
        let object = try #require(try JSONReader.read(text: text).object)
        #expect(object.count == count)
        #expect(object.members[1].key == "k1")
        #expect(object["k1"] == 2)
    }

    @Test("text is kept whatever its length, ASCII or not", arguments: 0..<40)
    func lengths(length: Int) throws {
        for place in 0...length {
            var letters = Array(repeating: "x", count: length)
            letters.insert("é", at: place)
            let text = letters.joined()
            let ascii = String(repeating: "y", count: length)
            let value = try JSONReader.read(text: "[\"\(text)\",\"\(ascii)\"]")
            #expect(value == [.string(text), .string(ascii)])
        }
    }

    @Test("a byte that is no UTF-8 is found at every place", arguments: 0..<40)
    func invalidBytes(length: Int) {
        for place in 0..<length {
            var bytes = Array("\"\(String(repeating: "x", count: length))\"".utf8)
            bytes[1 + place] = 0xFF
            #expect(throws: JSONError(.invalidUTF8, offset: 1 + place)) {
                try JSONReader.read(bytes)
            }
            #expect(
                JSONReader.texts(
                    (Array("{\"a\":[".utf8) + bytes + Array("]}".utf8)).span,
                    only: "a"
                ) == nil
            )
        }
    }
}
