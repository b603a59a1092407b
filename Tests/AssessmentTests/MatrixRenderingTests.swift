import Assessment
import DialectKit
import Testing
import Wire

@Suite("The matrix as text, Markdown and JSON")
struct MatrixRenderingTests {
    private let matrix = Matrix(dialects: [ToyDialect.small], speeches: [.north, .south])

    @Test("the terminal gets a line for variants of one fate, and numbered notes")
    func text() {
        #expect(matrix.text == Self.expectedText)
    }

    @Test("the page has counts, a table for each front, and notes that cells link to")
    func markdown() {
        #expect(matrix.markdown == Self.expectedPage)
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

    @Test("a long list of what the gateway keeps goes on in the next line")
    func keptLines() {
        let routes = (10..<30).map { Route.toy("operation.\($0)", [ListWebhooks.self]) }
        let text = Matrix(dialects: [ToyDialect("toy", routes)], speeches: []).text
        let lines = text.split(separator: "\n").filter { $0.contains("operation.") }
        #expect(lines.count == 4)
        #expect(
            lines.map { $0.prefix(15) } == [
                ".  operation.10", "   operation.16", "   operation.22",
                "   operation.28",
            ]
        )
        #expect(lines.allSatisfy { $0.count <= 97 })
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

    private static let expectedText = #"""
        =  carried exactly          ~  carried with the losses of the notes
        x  unsupported, see notes   .  kept by the gateway, lost nowhere
        '  observed, not documented  ?  assumed, not known yet

        Upstream  exact  lossy  unsupported
        north     2      6      47
        south     2      0      53
        of 55 commands and variants that upstreams carry

        toy                                                   north  south
        send.text   message.send text                         ~1     =
        send.media  message.send image,video                  ~'2,3  x4
                    message.send document                     x4     x4
        privacy     privacy.get                               =      x4
        presence    presence.self online                      =?     x4
                    presence.self offline                     x4     x4
                    presence.chat composing,recording,paused  x4     x4
        .  webhook, limits

        Notes
          1. quoted dropped: texts cannot quote
          2. renamed value: files get names of their own
          3. caption dropped: words under files are not sent
          4. unsupported: this upstream has no such call

        """#

    private static let expectedPage = #"""
        # What each upstream carries

        Made from the dialects' own tables; do not edit it by hand.

        | Sign | What becomes of the command |
        | --- | --- |
        | ✓ | All of it is carried. |
        | ≈ | It is carried, with the losses that the notes name. A loss of a field counts only \#
        where the field is used. |
        | ✗ | It is refused; the note says why. |
        | ⌂ | The gateway carries it out itself, so nothing is lost on any upstream. |
        | ° | Behind a sign: observed in captures, clients or source, not documented. |
        | ? | Behind a sign: assumed, to be replaced once it is known. |

        ## Counts

        Of the 55 commands and variants that upstreams carry, and of what each served dialect's \#
        operations can ask for:

        | Upstream | All | From `toy` |
        | --- | --- | --- |
        | `north` | 2 ✓ 6 ≈ 47 ✗ | 2 ✓ 3 ≈ 5 ✗ |
        | `south` | 2 ✓ 0 ≈ 53 ✗ | 1 ✓ 0 ≈ 9 ✗ |

        ## `toy`

        | Operation | Command | Variants | `north` | `south` |
        | --- | --- | --- | :-: | :-: |
        | `send.text` | `message.send` | text | ≈ <sup>[1](#note-1)</sup> | ✓ |
        | `send.media` | `message.send` | image, video | ≈° <sup>[2](#note-2) \#
        [3](#note-3)</sup> | ✗ <sup>[4](#note-4)</sup> |
        |  | `message.send` | document | ✗ <sup>[4](#note-4)</sup> | ✗ <sup>[4](#note-4)</sup> |
        | `privacy` | `privacy.get` |  | ✓ | ✗ <sup>[4](#note-4)</sup> |
        | `presence` | `presence.self` | online | ✓? | ✗ <sup>[4](#note-4)</sup> |
        |  | `presence.self` | offline | ✗ <sup>[4](#note-4)</sup> | ✗ <sup>[4](#note-4)</sup> |
        |  | `presence.chat` | composing, recording, paused | ✗ <sup>[4](#note-4)</sup> | ✗ \#
        <sup>[4](#note-4)</sup> |
        | `webhook` | `webhook.set` |  | ⌂ | ⌂ |
        | `limits` |  |  | ⌂ | ⌂ |

        ## Notes

        1. <a id="note-1"></a>quoted dropped: texts cannot quote
        2. <a id="note-2"></a>renamed value: files get names of their own
        3. <a id="note-3"></a>caption dropped: words under files are not sent
        4. <a id="note-4"></a>unsupported: this upstream has no such call

        """#
}
