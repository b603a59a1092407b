import Assessment
import Canonical
import Foundation
import Testing

@testable import sotaque

@Suite("The matrix of what every upstream carries")
struct MatrixPageTests {
    private let matrix = Matrix(dialects: Dialects.all, speeches: Dialects.spoken)

    @Test("the page in docs is what `sotaque matrix --report markdown` prints")
    func page() throws {
        let path = URL(fileURLWithPath: Folders.fixtures).deletingLastPathComponent()
            .appendingPathComponent("docs/matrix.md").path
        let page = try #require(Files.read(path))
        #expect(String(decoding: page, as: UTF8.self) == matrix.markdown)
    }

    @Test("the tables of the dialects agree with the commands that there are")
    func findings() { #expect(matrix.findings == []) }

    @Test("every dialect that is spoken is a column, every one that is served a front")
    func complete() {
        #expect(
            matrix.upstreams.map(\.text) == [
                "uazapi", "megaapi", "zapyapi", "whatisup", "evolution",
            ]
        )
        #expect(matrix.fronts.map(\.dialect.text) == ["uazapi", "megaapi", "zapyapi", "whatisup"])
    }
}
