import DialectKit

/// The body of `POST /rest/webhook/{key}/configWebhook`; enabled unless it says otherwise.
struct WebhookBody: WireDecodable {
    let command: SetWebhook

    init(from object: WireObject) throws(WireError) {
        let data = try object.object("messageData")
        command = SetWebhook(
            url: try data.filledString("webhookUrl"),
            isEnabled: try data.optionalFlag("webhookEnabled") ?? true
        )
    }
}
