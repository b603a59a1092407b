import Canonical
import Testing

@Suite("What is seldom there takes a pointer's room")
struct BoxedTests {
    @Test("a quote and a failure are a pointer wide, also where they may be missing")
    func width() {
        #expect(MemoryLayout<Quote?>.size == 8)
        #expect(MemoryLayout<CommandFailure>.size == 8)
        #expect(MemoryLayout<CommandFailure?>.size == 8)
    }

    @Test("copies of a quote are alike until one of them changes")
    func copies() {
        let quote = Quote(id: MessageID("A"), content: .text(TextContent("Olá")))
        var other = quote
        #expect(other == quote)
        other.id = MessageID("B")
        #expect(quote.id == MessageID("A"))
        #expect(other != quote)
    }
}
