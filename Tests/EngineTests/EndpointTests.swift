import Canonical
import Engine
import Testing

@Suite("Endpoints are one instance's, or a whole tenant's")
struct EndpointTests {
    @Test("who speaks for one instance neither sees nor makes endpoints of all")
    func bound() async throws {
        let stage = try await Stage()
        let own = try await stage.perform(SetWebhook(.new(.instance), url: "https://a.example"))
        _ = try await stage.performForTenant(
            SetWebhook(.new(.tenant), url: "https://b.example")
        )
        #expect(try await stage.perform(ListWebhooks(.instance)) == [own])
        #expect(try await stage.performForTenant(ListWebhooks(.tenant)).count == 2)
        let wide: [@Sendable () async throws -> Void] = [
            { _ = try await stage.perform(ListWebhooks(.tenant)) },
            { _ = try await stage.perform(SetWebhook(.new(.tenant), url: "https://c.example")) },
            { _ = try await stage.perform(GetWebhook(.slot(.global, .tenant))) },
        ]
        for call in wide {
            let failure = await #expect(throws: CommandFailure.self) { try await call() }
            #expect(failure?.code == .authScoped)
        }
    }
}
