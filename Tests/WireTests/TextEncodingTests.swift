import Foundation
import Testing
import Wire

@Suite("Base 64, hex and data URLs")
struct TextEncodingTests {
    @Test(
        "the vectors of RFC 4648 section 10 are written and read",
        arguments: [
            ("", ""), ("f", "Zg=="), ("fo", "Zm8="), ("foo", "Zm9v"), ("foob", "Zm9vYg=="),
            ("fooba", "Zm9vYmE="), ("foobar", "Zm9vYmFy"),
        ]
    )
    func vectors(plain: String, encoded: String) {
        let bytes = Array(plain.utf8)
        #expect(Base64.encode(bytes) == encoded)
        #expect(Base64.encodeForURL(bytes) == String(encoded.prefix { $0 != "=" }))
        #expect(Base64.decode(encoded) == bytes)
        #expect(Base64.decodeExactly(encoded) == bytes)
    }

    @Test("every byte comes back, in the spelling of another encoder", arguments: 253...257)
    func everyByte(count: Int) {
        let bytes = (0..<count).map { UInt8(truncatingIfNeeded: $0 &* 251) }
        #expect(Base64.encode(bytes) == Data(bytes).base64EncodedString())
        #expect(Base64.decode(Base64.encode(bytes)) == bytes)
    }

    @Test("base 64 has two alphabets")
    func alphabets() {
        #expect(Base64.encode([0xFB, 0xFF]) == "+/8=")
        #expect(Base64.encodeForURL([0xFB, 0xFF]) == "-_8")
        #expect(Base64.decode("-_8=") == nil)
    }

    @Test(
        "line breaks and missing padding are read as clients write them",
        arguments: ["Zm9v\r\nYg==", "Zm9vYg", " Zm9v Yg== "]
    )
    func leniency(text: String) { #expect(Base64.decode(text) == Array("foob".utf8)) }

    @Test(
        "what is no base 64 is refused",
        arguments: ["Z", "Zg=", "Zg===", "Zm9=v", "Zm8-", "Zm9v=", "Zé==", "===="]
    )
    func refusals(text: String) { #expect(Base64.decode(text) == nil) }

    @Test(
        "read exactly, a value has one spelling",
        arguments: [
            "Z", "Zg", "Zg=", "Zg===", "Zh==", "Zm9=", "Zm9v=", "=", "==", "====", "Z===",
            "Zg==Zg==", "Zm9v\n", " Zm9v", "Zm 9v", "Zm9v====", "Z=g=", "Zmé=", "Zg=g",
        ]
    )
    func exactness(text: String) { #expect(Base64.decodeExactly(text) == nil) }

    @Test("hex is written in lower case and read in both, and nothing else is read")
    func hex() {
        #expect(Hex.encode([0, 0x1F, 0xFF]) == "001fff")
        #expect(Hex.decode("001fFF") == [0, 0x1F, 0xFF])
        #expect(Hex.decode("") == [])
        for bad in ["0", "0g", " 00", "0x00", "é"] { #expect(Hex.decode(bad) == nil) }
    }

    @Test(
        "a data URL gives its media type with parameters and its bytes",
        arguments: [
            ("data:image/png;base64,Zm9v", "image/png"),
            ("DATA:audio/ogg; codecs=opus;BASE64,Zm9v", "audio/ogg; codecs=opus"),
            ("data:;base64,Zm9v", nil),
        ]
    )
    func dataURL(text: String, type: String?) {
        let url = DataURL(text)
        #expect(url?.mediaType == type)
        #expect(url?.bytes == Array("foo".utf8))
    }

    @Test(
        "what is no data URL in base 64 is refused",
        arguments: [
            "", "data:", "data:image/png,Zm9v", "data:image/png;base64", "https://example.com/a",
            "data:image/png;base64,%%%",
        ]
    )
    func dataURLRefusals(text: String) { #expect(DataURL(text) == nil) }

    @Test("a data URL is written as it is read")
    func writtenDataURL() {
        let url = DataURL(mediaType: "image/png", bytes: Array("foo".utf8))
        #expect(url.text == "data:image/png;base64,Zm9v")
        #expect(DataURL(url.text) == url)
        #expect(DataURL(mediaType: nil, bytes: []).text == "data:;base64,")
    }
}
