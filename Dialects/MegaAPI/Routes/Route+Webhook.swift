import DialectKit

extension Route {
    /// The routes under `/rest/webhook`.
    static let webhook = [getWebhook, configWebhook]

    /// `GET /rest/webhook/{key}`: where events go.
    ///
    /// The page lists the two members flat, the engine behind it nests them; both are written.
    private static let getWebhook = Route(
        .get,
        "/rest/webhook/{key}",
        "webhook.get",
        access: .instanceToken,
        decode: { _ in GetWebhook() },
        encode: { outcome, _ in
            let endpoint = outcome.endpoint
            return .success("Webhook status fetched") { json in
                json.member("webhookData") { $0.webhook(endpoint) }
                json.webhook(endpoint)
            }
        }
    )

    /// `POST /rest/webhook/{key}/configWebhook`: sets the one URL that events go to.
    private static let configWebhook = Route(
        .post,
        "/rest/webhook/{key}/configWebhook",
        "webhook.configWebhook",
        access: .instanceToken,
        body: WebhookBody.self,
        decode: { body, _ in body.command },
        encode: { endpoint, _ in
            .success("Webhook updated") { json in
                json.member("webhookData") { $0.webhook(endpoint) }
            }
        }
    )
}

extension JSONWriter {
    /// Writes where events go; an empty URL that is off when none was ever set (assumed).
    fileprivate mutating func webhook(_ endpoint: WebhookEndpoint?) {
        member("webhookUrl", endpoint?.url ?? "")
        member("webhookEnabled", endpoint?.isEnabled ?? false)
    }
}
