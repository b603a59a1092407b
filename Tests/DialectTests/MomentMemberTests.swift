import DialectKit
import Testing

@Suite("Moments in an answer")
struct MomentMemberTests {
    @Test(
        "a member shows a moment as its text does",
        arguments: [
            0, -1, 951_782_400_000, 1_752_154_200_123, 253_402_300_799_999, 253_402_300_800_000,
            -62_167_219_200_001, 8_640_000_000_000_001, .max, .min,
        ] as [Int64]
    )
    func members(milliseconds: Int64) {
        let moment = Timestamp(milliseconds: milliseconds)
        var writer = JSONWriter()
        writer.object { writer in
            writer.member("t", iso8601: moment)
            writer.member("s", iso8601WithSpace: moment)
        }
        let written = String(decoding: writer.bytes, as: UTF8.self)
        #expect(written == #"{"t":"\#(moment.iso8601)","s":"\#(moment.iso8601WithSpace)"}"#)
    }
}
