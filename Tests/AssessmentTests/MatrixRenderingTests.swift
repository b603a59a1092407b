import Assessment
import DialectKit
import Testing
import Wire

@Suite("The matrix as text, Markdown and JSON")
struct MatrixRenderingTests {
    private let matrix = Matrix(dialects: [ToyDialect.small], speeches: [.north, .south])

    @Test("the terminal gets a line for variants of one fate, and numbered notes")
    func text() {
        #expect(matrix.text == "")
    }

    @Test("the page has counts, a table for each front, and notes that cells link to")
    func markdown() {
        #expect(matrix.markdown == "")
    }

    @Test("JSON has every cell of every front")
    func json() throws {
        let json = try JSONReader.read(text: matrix.json)
        let operations = json["fronts"]?[0]?["operations"]
        let media = operations?[1]
        #expect(media?["operation"]?.string == "send.media")
        let cell = media?["commands"]?[0]?["upstreams"]?["north"]
        #expect(cell?["verdict"]?.string == "lossy")
        #expect(cell?["losses"]?[1]?["path"]?.string == "caption")
        #expect(cell?["losses"]?[1]?["kind"]?.string == "dropped")
        #expect(cell?["evidence"]?.string == "observed")
        #expect(json["upstreams"]?[0]?["lossy"]?.int == 6)
        #expect(json["fronts"]?[0]?["counts"]?["south"]?["exact"]?.int == 1)
        #expect(json["commands"]?.array?.count == matrix.commands.count)
    }

    @Test("the same tables give the same renderings")
    func deterministic() {
        let again = Matrix(dialects: [ToyDialect.small], speeches: [.north, .south])
        #expect(again.text == matrix.text)
        #expect(again.markdown == matrix.markdown)
        #expect(again.json == matrix.json)
    }

    @Test("a reason cannot break out of the page's tables and lists")
    func hostileReason() {
        let reason = "<b>no</b> | _\u{1B}[31m\n# red_ `x` [a](b)"
        let speech = UpstreamSpeech.toy("odd", [.init("privacy.get", nil, .unsupported(reason))])
        let odd = Matrix(dialects: [ToyDialect.small], speeches: [speech])
        #expect(odd.markdown.contains("&lt;b\\>no&lt;/b\\> \\| \\_\u{FFFD}\\[31m\u{FFFD}# red\\_"))
        #expect(!odd.text.contains("\u{1B}"))
        #expect(!odd.text.contains("\n# red"))
    }
}
