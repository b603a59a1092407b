import DialectKit

extension Route {
    /// `GET /globalwebhook`: the one webhook for all of the tenant's instances.
    ///
    /// The pages show the object alone; newer builds were seen to answer an array.
    static let readGlobalWebhook = Route(
        .get,
        "/globalwebhook",
        "globalwebhook.get",
        access: .administrator,
        decode: { _ in GetWebhook(.global) },
        encode: { (outcome, _) throws(CommandFailure) -> HTTPResponse in
            guard let endpoint = outcome.endpoint else {
                throw CommandFailure(.webhookNotFound, "Global webhook not found")
            }
            return WebhookAnswer(endpoint: endpoint).response
        }
    )

    /// `POST /globalwebhook`: makes that webhook, or overwrites it.
    static let changeGlobalWebhook = Route(
        .post,
        "/globalwebhook",
        "globalwebhook.set",
        access: .administrator,
        body: GlobalWebhookBody.self,
        decode: { body, request in body.fields.command(.global, request) },
        encode: { endpoint, _ in WebhookAnswer(endpoint: endpoint).response }
    )
}

/// The body of `POST /globalwebhook`, where `events` must be there too.
struct GlobalWebhookBody: WireDecodable {
    let fields: WebhookFields

    init(from object: WireObject) throws(WireError) {
        fields = try WebhookFields(from: object)
        guard fields.events != nil else { throw WebhookFields.invalid("events") }
    }
}

extension WebhookTarget {
    /// The webhook for all of the tenant's instances beside their own.
    static let global = WebhookTarget.slot(.global, .tenant)
}
