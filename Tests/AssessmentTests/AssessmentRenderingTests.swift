import Assessment
import DialectKit
import Testing
import Wire

@Suite("An assessment as text, JSON and HTML")
struct AssessmentRenderingTests {
    private let report = AssessmentReport(
        uses: [
            .toy("message.send", "text", count: 900, day: 20_454),
            .toy("message.send", "text", ["quoted"], count: 21, day: 20_455),
            .toy("message.send", "image", ["caption"], count: 12, day: 20_455),
            .toy("message.send", "list", count: 7, day: 20_484),
            .toy("webhook.set", count: 60, day: 20_455),
        ],
        speech: .north,
        dialects: [ToyDialect.small]
    )

    @Test("the terminal gets the sentence, what would be noticed, and what was used")
    func text() {
        #expect(report.text == Self.expectedText)
    }

    @Test("JSON has the totals, the notices and every row")
    func json() throws {
        let json = try JSONReader.read(text: report.json)
        #expect(json["upstream"]?.string == "north")
        #expect(json["first_day"]?.string == "2026-01-01")
        #expect(json["last_day"]?.string == "2026-01-31")
        #expect(json["totals"]?["calls"]?.int == 1000)
        #expect(json["percent"]?["exact"]?.number?.spelling == "96")
        #expect(json["percent"]?["lossy"]?.number?.spelling == "3.3")
        #expect(json["notices"]?[0]?["refused"]?.bool == true)
        let row = json["rows"]?[0]
        #expect(row?["command"]?.string == "message.send")
        #expect(row?["operations"]?[0]?.string == "send.text")
        #expect(row?["fields"]?[0]?["name"]?.string == "quoted")
        #expect(row?["fields"]?[0]?["losses"]?[0]?["kind"]?.string == "dropped")
        #expect(row?["losses_counted"]?[0]?["calls"]?.int == 21)
    }

    @Test(
        "the page has the sentence, and asks for nothing from elsewhere",
        arguments: [
            "<script", "src=", "href=", "url(", "@import",
        ]
    )
    func page(forbidden: String) {
        #expect(report.html.contains(Self.sentence))
        #expect(!report.html.contains(forbidden))
    }

    private static let sentence = "96.0 % exact, 3.3 % lossy, 0.7 % cannot be carried"

    @Test("hostile names come into the page and the terminal as harmless text")
    func hostile() {
        let name = "<script>alert('1')</script>\"&\u{1B}[2J\u{202E}"
        let shape = CommandUse.Shape(
            dialect: DialectID(name),
            command: name,
            variant: name,
            fields: [name]
        )
        let use = CommandUse(shape: shape, day: 1, count: 1)
        let report = AssessmentReport(uses: [use], speech: .north)
        let escaped =
            "&lt;script&gt;alert(&#39;1&#39;)&lt;/script&gt;&quot;&amp;\u{FFFD}[2J\u{FFFD}"
        #expect(report.html.contains(escaped))
        #expect(!report.html.contains("<script"))
        #expect(!report.text.contains("\u{1B}"))
        #expect(!report.text.contains("\u{202E}"))
    }

    @Test("the order of the uses does not matter")
    func deterministic() {
        let uses = [
            CommandUse.toy("message.send", "image", ["caption"], count: 2),
            CommandUse.toy("message.send", "video", ["caption", "gif"], count: 2),
            CommandUse.toy("message.send", "text", ["quoted"], count: 2),
            CommandUse.toy("group.info", count: 2),
        ]
        let there = AssessmentReport(uses: uses, speech: .north)
        let back = AssessmentReport(uses: uses.reversed(), speech: .north)
        #expect(there == back)
        #expect(there.html == back.html)
    }

    private static let expectedText = #"""
        On north: 96.0 % exact, 3.3 % lossy, 0.7 % cannot be carried.
        1000 calls from 2026-01-01 to 2026-01-31.
        60 of the exact ones are kept by the gateway.

        What the client would notice
          7   refused  message.send (list)   Lists are not sent
          21  changed  message.send (text)   quoted dropped: texts cannot quote
          12  changed  message.send (image)  caption dropped: words under files are not sent
          12  changed  message.send (image)  renamed value: files get names of their own

        What was used
          dialect  command             calls  exact  lossy  refused  remarks
          toy      message.send text   921    900    21     0
                     with quoted       21                            quoted dropped: texts \#
        cannot quote
          toy      webhook.set         60     60     0      0        kept by the gateway
          toy      message.send image  12     0      12     0        renamed value: files get \#
        names of their own; observed
                     with caption      12                            caption dropped: words \#
        under files are not sent
          toy      message.send list   7      0      0      7        Lists are not sent

        """#
}
