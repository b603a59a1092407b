import Canonical
import Testing

@Suite("FNV-1a is what its authors publish")
struct FNV1aTests {
    @Test(
        "with 64 bits",
        arguments: [
            ("", 0xCBF2_9CE4_8422_2325), ("a", 0xAF63_DC4C_8601_EC8C),
            ("foobar", 0x8594_4171_F739_67E8),
        ] as [(String, UInt64)]
    )
    func narrow(_ text: String, _ hash: UInt64) {
        #expect(FNV1a.hash(text.utf8) == hash)
        #expect(FNV1a.hash(Array(text.utf8)) == hash)
    }

    @Test("with 64 bits, in parts as well as at once")
    func parts() {
        #expect(FNV1a.hash("bar".utf8, after: FNV1a.hash("foo".utf8)) == FNV1a.hash("foobar".utf8))
    }

    @Test(
        "with 128 bits",
        arguments: [
            ("", 0x6C62_272E_07BB_0142_62B8_2175_6295_C58D),
            ("a", 0xD228_CB69_6F1A_8CAF_7891_2B70_4E4A_8964),
            ("foobar", 0x343E_1662_793C_64BF_6F0D_3597_BA44_6F18),
        ] as [(String, UInt128)]
    )
    func wide(_ text: String, _ hash: UInt128) {
        #expect(FNV1a.wideHash(text.utf8) == hash)
    }
}
