import Testing

@testable import sotaque

@Suite("QR codes for those who are told of them")
struct QRPainterTests {
    @Test("a text is drawn the same way each time, also when many others came in between")
    func drawing() {
        let painter = QRPainter()
        let first = painter.draw("one")
        #expect(first.hasPrefix("data:image/png;base64,"))
        #expect(painter.draw("one") == first)
        for number in 0..<100 { #expect(painter.draw("\(number)") != first) }
        #expect(painter.draw("one") == first)
    }

    @Test("a text that no code can hold is drawn as nothing")
    func tooLong() {
        #expect(QRPainter().draw(String(repeating: "x", count: 10_000)) == "")
    }
}
