import Foundation
import QRImage
import Testing

@Suite("A data URL carries bytes as base64")
struct DataURLTests {
    @Test(
        "the vectors of RFC 4648, section 10, come out",
        arguments: [
            ("", ""), ("f", "Zg=="), ("fo", "Zm8="), ("foo", "Zm9v"), ("foob", "Zm9vYg=="),
            ("fooba", "Zm9vYmE="), ("foobar", "Zm9vYmFy"),
        ]
    )
    func vectors(text: String, encoded: String) {
        #expect(DataURL.png(Array(text.utf8)) == "data:image/png;base64," + encoded)
    }

    @Test("every byte comes out as another encoder writes it", arguments: 254...257)
    func everyByte(count: Int) {
        let bytes = (0..<count).map { UInt8(truncatingIfNeeded: $0 &* 251) }
        #expect(DataURL.png(bytes) == "data:image/png;base64," + Data(bytes).base64EncodedString())
    }
}
