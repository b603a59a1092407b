import DialectKit

/// The body of `POST /rest/webhook/{key}/configWebhook`; enabled unless it says otherwise.
///
/// The URL is kept as it was sent, with its query. Without one, or with an empty one, `webhookEnabled`
/// alone switches what is there on or off (assumed).
struct WebhookBody: WireDecodable {
    let command: SetWebhook

    init(from object: WireObject) throws(WireError) {
        let data = try object.object("messageData")
        let isEnabled = try data.optionalFlag("webhookEnabled")
        let given = try data.optionalString("webhookUrl") ?? ""
        let url = given.isEmpty && isEnabled != nil ? nil : try data.filledString("webhookUrl")
        command = SetWebhook(.single, url: url, isEnabled: isEnabled ?? true)
    }
}
