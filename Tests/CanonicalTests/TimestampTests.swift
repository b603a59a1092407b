import Canonical
import CanonicalJSON
import Testing

@Suite("Moments and their calendar")
struct TimestampTests {
    @Test(
        "a moment is written in ISO 8601 and read back",
        arguments: [
            (0, "1970-01-01T00:00:00.000Z"),
            (-1, "1969-12-31T23:59:59.999Z"),
            (951_782_400_000, "2000-02-29T00:00:00.000Z"),
            (1_790_000_000_123, "2026-09-21T14:13:20.123Z"),
            (4_107_542_399_999, "2100-02-28T23:59:59.999Z"),
            (253_402_300_799_999, "9999-12-31T23:59:59.999Z"),
            (253_402_300_800_000, "+010000-01-01T00:00:00.000Z"),
            (-62_167_219_200_000, "0000-01-01T00:00:00.000Z"),
            (-62_167_219_200_001, "-000001-12-31T23:59:59.999Z"),
            (8_640_000_000_000_000, "+275760-09-13T00:00:00.000Z"),
            (-8_640_000_000_000_000, "-271821-04-20T00:00:00.000Z"),
        ] as [(Int64, String)]
    )
    func iso8601(_ milliseconds: Int64, _ text: String) {
        let moment = Timestamp(milliseconds: milliseconds)
        #expect(moment.iso8601 == text)
        #expect(Timestamp(iso8601: text) == moment)
    }

    @Test("moments beyond the calendar are written as its ends", arguments: [Int64.min, .max])
    func ends(_ milliseconds: Int64) {
        let text = Timestamp(milliseconds: milliseconds).iso8601
        #expect(text == (milliseconds < 0 ? "-271821-04-20T" : "+275760-09-13T") + "00:00:00.000Z")
    }

    @Test(
        "the fraction has one to nine digits, or is left out",
        arguments: [
            ("2026-01-31T23:59:59Z", 0), ("2026-01-31T23:59:59.5Z", 500),
            ("2026-01-31T23:59:59.05Z", 50), ("2026-01-31T23:59:59.123456789Z", 123),
        ] as [(String, Int64)]
    )
    func fraction(_ text: String, _ milliseconds: Int64) {
        #expect(Timestamp(iso8601: text)?.milliseconds == 1_769_903_999_000 + milliseconds)
    }

    @Test(
        "what is no moment in UTC is refused",
        arguments: [
            "", "2026", "2026-01-31", "2026-01-31T23:59:59", "2026-01-31T23:59:59+00:00",
            "2026-1-31T23:59:59Z", "2026-13-01T00:00:00Z", "2026-00-01T00:00:00Z",
            "2026-02-29T00:00:00Z", "2026-04-31T00:00:00Z", "2026-01-00T00:00:00Z",
            "2026-01-01T24:00:00Z", "2026-01-01T00:60:00Z", "2026-01-01T00:00:60Z",
            "2026-01-01T00:00:00.Z", "2026-01-01T00:00:00.1234567890Z", "2026-01-01 00:00:00Z",
            "2026-01-01T00:00:00Zx", "+275760-09-13T00:00:00.001Z", "+999999-01-01T00:00:00Z",
        ]
    )
    func refused(_ text: String) {
        #expect(Timestamp(iso8601: text) == nil)
    }

    @Test(
        "whole seconds are rounded down",
        arguments: [(1999, 1), (0, 0), (-1, -1), (-1000, -1), (-1001, -2)] as [(Int64, Int64)]
    )
    func seconds(_ milliseconds: Int64, _ seconds: Int64) {
        #expect(Timestamp(milliseconds: milliseconds).seconds == seconds)
    }

    @Test("a sum that does not fit stays at the end of time")
    func overflow() {
        let last = Timestamp(milliseconds: .max)
        #expect(last.advanced(byMilliseconds: 1) == last)
        #expect(Timestamp(milliseconds: -5).advanced(byMilliseconds: .min).milliseconds == .min)
        #expect(Timestamp(milliseconds: 5).advanced(byMilliseconds: -7).milliseconds == -2)
    }
}
