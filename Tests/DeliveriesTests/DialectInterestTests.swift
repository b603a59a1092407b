import Canonical
import Deliveries
import Testing

@Suite("Whom an event concerns")
struct DialectInterestTests {
    @Test("an endpoint of a dialect that is not served gets nothing")
    func unknownDialect() {
        let endpoint = WebhookEndpoint(
            id: "whk_1",
            dialect: DialectID("gone"),
            tenant: TenantID("t"),
            instance: nil,
            url: "https://example.com",
            createdAt: Timestamp(milliseconds: 0),
            updatedAt: Timestamp(milliseconds: 0)
        )
        #expect(!DialectInterest([]).concerns(endpoint, .messageSent(MessageID("A"), chat: nil)))
    }
}
