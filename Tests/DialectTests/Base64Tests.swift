import DialectKit
import Testing

@Suite("Base 64 and data URLs") struct Base64Tests {
    @Test(
        "the vectors of RFC 4648 section 10 are written and read",
        arguments: [
            ("", ""), ("f", "Zg=="), ("fo", "Zm8="), ("foo", "Zm9v"), ("foob", "Zm9vYg=="),
            ("fooba", "Zm9vYmE="), ("foobar", "Zm9vYmFy"),
        ]
    )
    func vectors(plain: String, encoded: String) {
        #expect(Base64.encode(Array(plain.utf8)) == encoded)
        #expect(Base64.decode(encoded) == Array(plain.utf8))
    }

    @Test("every byte comes back")
    func everyByte() {
        let bytes = (0...255).map { UInt8($0) }
        #expect(Base64.decode(Base64.encode(bytes)) == bytes)
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
}
