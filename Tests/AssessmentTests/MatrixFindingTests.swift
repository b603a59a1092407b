import Assessment
import DialectKit
import Testing

@Suite("Tables that do not agree with the commands")
struct MatrixFindingTests {
    @Test("tables that agree give no finding")
    func none() {
        let matrix = Matrix(dialects: [ToyDialect.small], speeches: [.north, .south])
        #expect(matrix.findings == [])
    }

    struct Wrong: Sendable, CustomTestStringConvertible {
        let rows: [AbilityTable.Row]
        var says: [any Command.Type] = []
        let finding: String

        var testDescription: String { finding }
    }

    @Test(
        "what is wrong with an upstream's table is told",
        arguments: [
            Wrong(
                rows: [.init("song.sing", nil, .unsupported("Nobody sings"))],
                finding: "song.sing is not a command"
            ),
            Wrong(
                rows: [.init("webhook.set", nil, .unsupported("No"))],
                finding: "webhook.set is kept by the gateway"
            ),
            Wrong(
                rows: [.init("message.send", "opera", .unsupported("No"))],
                finding: "message.send has no variant opera"
            ),
            Wrong(
                rows: [.init("privacy.get", "loud", .unsupported("No"))],
                finding: "privacy.get has no variant loud"
            ),
            Wrong(
                rows: [.init("message.send", nil, .unsupported("No"))],
                finding: "message.send comes in variants, and its row names none"
            ),
            Wrong(
                rows: [
                    .init("privacy.get", nil, .unsupported("No")),
                    .init("privacy.get", nil, .exact),
                ],
                finding: "privacy.get has two rows"
            ),
            Wrong(
                rows: [.init("message.send", "text", .lossy([]))],
                says: [SendMessage.self],
                finding: "message.send text is lossy and names no loss"
            ),
            Wrong(
                rows: [.init("privacy.get", nil, .exact)],
                finding: "privacy.get is promised and cannot be said"
            ),
            Wrong(
                rows: [],
                says: [GetPrivacy.self],
                finding: "privacy.get can be said and is not promised"
            ),
        ]
    )
    func upstreams(wrong: Wrong) {
        let speech = UpstreamSpeech.toy("odd", wrong.rows, saying: wrong.says)
        let matrix = Matrix(dialects: [], speeches: [speech])
        #expect(matrix.findings == ["odd as an upstream: \(wrong.finding)"])
        #expect(matrix.text.contains(wrong.finding))
        #expect(matrix.json.contains(wrong.finding))
    }

    @Test(
        "what is wrong with a front's routes is told",
        arguments: [
            (Route.toy("sing", [SingSong.self]), ["sing: nobody carries song.sing"]),
            (
                Route.toy("say", [SendMessage.self]).making(["text", "opera"]),
                ["say: none of its commands has the variant opera"]
            ),
            (
                Route.toy("both", [SendMessage.self, SetAvailability.self]).making(["text"]),
                ["both: makes no variant of presence.self"]
            ),
        ]
    )
    func fronts(route: Route, findings: [String]) {
        let matrix = Matrix(dialects: [ToyDialect("odd", [route])], speeches: [])
        #expect(matrix.findings == findings.map { "odd as a front: \($0)" })
    }
}
