import Testing
import Wire

@Suite("JSON numbers")
struct JSONNumberTests {
    @Test(
        "a number is an integer when its value is one that fits, however it is spelled",
        arguments: [
            ("0", 0), ("-0", 0), ("0.0", 0), ("0e999999999999999999999", 0), ("1.0", 1),
            ("1e3", 1000), ("1E+3", 1000), ("10e-1", 1), ("-2.50e1", -25), ("0.001e3", 1),
            ("1200.00e-2", 12), ("9223372036854775807", Int.max),
            ("-9223372036854775808", Int.min), ("-9.223372036854775808e18", Int.min),
            ("9223372036854775808", nil), ("-9223372036854775809", nil), ("1e19", nil),
            ("1e999999999999999999999", nil), ("1.5", nil), ("1e-1", nil),
            ("1e-999999999999999999999", nil), ("0.1", nil), ("10.01", nil),
        ] as [(String, Int?)]
    )
    func integer(spelling: String, expected: Int?) throws {
        let number = try #require(JSONNumber(spelling: spelling))
        #expect(number.int == expected)
    }

    @Test(
        "a number is the nearest Double, or none when beyond them all",
        arguments: [
            ("0", 0), ("-12.5", -12.5), ("1e3", 1000), ("0.1", 0.1), ("1e400", nil),
            ("-1e400", nil), ("1e-400", 0), ("9007199254740993", 9_007_199_254_740_992),
        ] as [(String, Double?)]
    )
    func double(spelling: String, expected: Double?) throws {
        let number = try #require(JSONNumber(spelling: spelling))
        #expect(number.double == expected)
    }

    @Test(
        "a Double is spelled as JavaScript spells it",
        arguments: [
            (0, "0"), (-0.0, "0"), (1, "1"), (-1.5, "-1.5"), (0.1, "0.1"),
            (0.1 + 0.2, "0.30000000000000004"),
            (100, "100"), (1e15, "1000000000000000"), (1e16, "10000000000000000"),
            (1e20, "100000000000000000000"), (1e21, "1e+21"), (1.5e21, "1.5e+21"),
            (1.2345678901234568e20, "123456789012345680000"),
            (9_007_199_254_740_992, "9007199254740992"), (0.001, "0.001"), (0.00001, "0.00001"),
            (0.000001, "0.000001"), (0.0000015, "0.0000015"), (1e-7, "1e-7"),
            (-1.25e-7, "-1.25e-7"),
            (Double.leastNonzeroMagnitude, "5e-324"),
            (1.7976931348623157e308, "1.7976931348623157e+308"),
            (1_752_154_200.123, "1752154200.123"), (-23.5505, "-23.5505"),
        ] as [(Double, String)]
    )
    func javaScriptForm(value: Double, expected: String) throws {
        let number = try #require(JSONNumber(value))
        #expect(number.spelling == expected)
        #expect(number.double == value)
    }

    @Test(
        "a Double that is not finite has no spelling",
        arguments: [Double.nan, Double.infinity, -Double.infinity]
    )
    func notFinite(value: Double) {
        #expect(JSONNumber(value) == nil)
    }

    @Test("any Double's spelling is read back as the same number")
    func randomDoubles() throws {
        var generator = SeededGenerator(seed: 7)
        for _ in 0..<5000 {
            let value = Double(bitPattern: generator.next())
            guard value.isFinite else { continue }
            let number = try #require(JSONNumber(value))
            #expect(number.double == value)
            #expect(refusal(of: number.spelling) == nil)
        }
    }

    @Test(
        "what is no JSON number is no spelling",
        arguments: ["", " 1", "1 ", "01", "+1", "a", "[1]"]
    )
    func badSpelling(spelling: String) {
        #expect(JSONNumber(spelling: spelling) == nil)
    }

    @Test("numbers are equal when they are spelled alike")
    func equality() {
        #expect(JSONNumber(1) == JSONNumber(spelling: "1"))
        #expect(JSONNumber(1) == JSONNumber(1.0))
        #expect(JSONNumber(1) != JSONNumber(spelling: "1.0"))
    }
}
