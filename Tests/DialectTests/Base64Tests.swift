import DialectKit
import Testing

@Suite("Base 64")
struct Base64Tests {
    @Test(
        "the test vectors of RFC 4648 section 10 are written and read back",
        arguments: [
            ("", ""), ("f", "Zg=="), ("fo", "Zm8="), ("foo", "Zm9v"), ("foob", "Zm9vYg=="),
            ("fooba", "Zm9vYmE="), ("foobar", "Zm9vYmFy"),
        ]
    )
    func vectors(plain: String, encoded: String) {
        #expect(Base64.encode(Array(plain.utf8)) == encoded)
        #expect(Base64.decode(encoded[...]) == Array(plain.utf8))
    }

    @Test(
        "padding may be left out, lines may be wrapped, and both alphabets are read",
        arguments: [
            ("Zm8", [0x66, 0x6F]), ("Zm9v\r\nYm Fy", Array("foobar".utf8)),
            ("-_-_", [0xFB, 0xFF, 0xBF]), ("+/+/", [0xFB, 0xFF, 0xBF]),
        ] as [(String, [UInt8])]
    )
    func lenient(text: String, bytes: [UInt8]) {
        #expect(Base64.decode(text[...]) == bytes)
    }

    @Test(
        "what is no base 64 is refused",
        arguments: ["Z", "Zg=", "Zg===", "Z=g=", "Zm9v=", "Zm9*", "Zé", "====", "Zg==Zg=="]
    )
    func refused(text: String) {
        #expect(Base64.decode(text[...]) == nil)
    }
}
