import DialectKit
import Testing

@Suite("Names are made out of given randomness")
struct EntropyTests {
    @Test(
        "a ULID is its time, then its random bytes",
        arguments: [
            (0, UInt8(0), "00000000000000000000000000"),
            (1_469_918_176_385, 0, "01ARYZ6S410000000000000000"),
            (0xFFFF_FFFF_FFFF, 0xFF, "7ZZZZZZZZZZZZZZZZZZZZZZZZZ"),
            (-1, 0xFF, "0000000000ZZZZZZZZZZZZZZZZ"),
        ]
    )
    func ulid(milliseconds: Int64, byte: UInt8, text: String) {
        let moment = Timestamp(milliseconds: milliseconds)
        #expect(Entropy.ulid([UInt8](repeating: byte, count: 10), at: moment) == text)
    }

    @Test("a ULID keeps the order of its random bytes, and lacks none that is missing")
    func ulidBytes() {
        let start = Timestamp(milliseconds: 0)
        let text = "00000000000000000100000011"
        #expect(Entropy.ulid([0, 0, 0, 0, 1, 0, 0, 0, 0, 33], at: start) == text)
        #expect(Entropy.ulid([0, 0, 0, 0, 1], at: start) == "00000000000000000100000000")
    }

    @Test("a UUID is one of version 4")
    func uuid() {
        let text = Entropy.uuid([UInt8](repeating: 0xFF, count: 16))
        #expect(text == "ffffffff-ffff-4fff-bfff-ffffffffffff")
    }
}
