import Canonical
import Engine
import Testing

@Suite("What endpoints and keys carry along is bounded")
struct LengthTests {
    private static let long = String(repeating: "a", count: 5000)

    @Test(
        "an endpoint with a text that is too long is refused, and nothing is kept",
        arguments: [
            (SetWebhook(.single, url: "https://example.com/" + long), "url"),
            (SetWebhook(.single, url: "https://e.com", secret: .chosen(long)), "secret"),
            (SetWebhook(.single, url: "https://e.com", events: [long]), "events"),
            (
                SetWebhook(.single, url: "https://e.com", events: Array(repeating: "a", count: 65)),
                "events"
            ),
            (SetWebhook(.single, url: "https://e.com", options: ["a": long]), "options"),
        ] as [(SetWebhook, String)]
    )
    func endpoints(_ command: SetWebhook, _ field: String) async throws {
        let stage = try await Stage()
        let failure = await #expect(throws: CommandFailure.self) {
            try await stage.perform(command)
        }
        #expect(failure?.code == .requestInvalid && failure?.field == field)
        #expect(try await stage.perform(GetWebhook()).endpoint == nil)
    }

    @Test("a key with a text that is too long is refused")
    func keys() async throws {
        let stage = try await Stage()
        for command in [
            IssueKey(name: Self.long), IssueKey(name: "n", scopes: [Self.long]),
            IssueKey(name: "n", scopes: Array(repeating: "s", count: 65)),
        ] {
            let failure = await #expect(throws: CommandFailure.self) {
                try await stage.performForTenant(command)
            }
            #expect(failure?.code == .requestInvalid)
        }
        #expect(try await stage.performForTenant(ListKeys()).isEmpty)
    }
}
