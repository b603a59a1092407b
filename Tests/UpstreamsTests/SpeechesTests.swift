import DialectKit
import Testing
import Upstreams

@Suite("The dialects that are spoken")
struct SpeechesTests {
    @Test("a dialect that is not spoken is not found")
    func unknown() {
        #expect(Speeches([])[DialectID("uazapi")] == nil)
    }
}
