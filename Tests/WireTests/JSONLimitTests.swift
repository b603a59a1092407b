import Testing
import Wire

@Suite("The JSON reader's limits")
struct JSONLimitTests {
    private static func nested(_ depth: Int) -> String {
        String(repeating: "[", count: depth) + String(repeating: "]", count: depth)
    }

    private static func object(_ count: Int, key: (Int) -> String = { "k\($0)" }) -> String {
        "{" + (0..<count).map { "\"\(key($0))\":\($0)" }.joined(separator: ",") + "}"
    }

    @Test("sixty-four levels are read and the sixty-fifth is refused where it opens")
    func depth() {
        #expect(refusal(of: Self.nested(64)) == nil)
        #expect(refusal(of: Self.nested(65)) == JSONError(.tooDeep, offset: 64))
        let objects = String(repeating: #"{"a":"#, count: 65)
        #expect(refusal(of: objects) == JSONError(.tooDeep, offset: 64 * 5))
    }

    @Test("siblings do not add to the depth")
    func siblings() {
        let text = "[" + Array(repeating: "[{}]", count: 500).joined(separator: ",") + "]"
        #expect(refusal(of: text, limits: JSONLimits(depth: 3)) == nil)
    }

    @Test("a hundred thousand brackets use no more stack than the greatest depth")
    func depthAttack() {
        let attack = String(repeating: "[", count: 100_000)
        #expect(refusal(of: attack) == JSONError(.tooDeep, offset: 64))
        let lax = JSONLimits(depth: .max)
        #expect(refusal(of: attack, limits: lax) == JSONError(.tooDeep, offset: 512))
        #expect(refusal(of: Self.nested(512), limits: lax) == nil)
    }

    @Test(
        "digits are counted over integer, fraction and exponent",
        arguments: [("12345678", nil), ("-1234.5e678", nil), ("123456789", 8), ("1.2345678e9", 10)]
    )
    func digits(text: String, offset: Int?) {
        let error = refusal(of: text, limits: JSONLimits(digits: 8))
        #expect(error == offset.map { JSONError(.tooManyDigits, offset: $0) })
    }

    @Test("a number may have 4,096 digits and no more")
    func defaultDigits() throws {
        let longest = String(repeating: "7", count: 4096)
        #expect(try JSONReader.read(text: longest).number?.spelling == longest)
        #expect(refusal(of: longest + "7") == JSONError(.tooManyDigits, offset: 4096))
    }

    @Test("an object may have 10,000 members, and they are found")
    func defaultKeys() throws {
        let object = try #require(try JSONReader.read(text: Self.object(10_000)).object)
        #expect(object.count == 10_000)
        for number in [0, 1, 8, 9, 4999, 9999] {
            #expect(object["k\(number)"]?.int == number)
        }
        #expect(object["k10000"] == nil)
    }

    @Test("the 10,001st member is refused where its key begins, duplicate or not")
    func tooManyKeys() {
        let text = Self.object(10_001)
        let offset = text.utf8.count - #""k10000":10000}"#.utf8.count
        #expect(refusal(of: text) == JSONError(.tooManyKeys, offset: offset))
        let duplicates = Self.object(10_001) { _ in "k" }
        #expect(refusal(of: duplicates)?.kind == .tooManyKeys)
    }

    @Test("keys that are canonical equivalents of one another do not share a bucket")
    func canonicalFlood() throws {
        // Orders of combining marks below and above: all equal to String, all different bytes.
        let marks = ["\u{316}", "\u{301}"]
        let keys = (0..<4096).map { number in
            "a" + (0..<12).map { marks[number >> $0 & 1] }.joined()
        }
        let object = JSONObject(keys.map { ($0, nil) })
        #expect(object.count == 4096)
    }
}
