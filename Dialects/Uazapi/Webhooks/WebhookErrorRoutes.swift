import DialectKit

extension Route {
    /// `GET /webhook/errors`: the newest failures of the instance's own webhooks.
    static let readWebhookErrors = Route(
        .get,
        "/webhook/errors",
        "webhook.errors",
        access: .instance,
        body: NoBody.self,
        becoming: [ListWebhooks.self, ListDeliveries.self],
        invoke: { _, request in
            Invocation(first: ListWebhooks(.instance)) { endpoints in
                .telling(WebhookErrors(of: endpoints, asked: request.receivedAt), endpoints[...])
            }
        }
    )

    /// `GET /globalwebhook/errors`: the newest failures of the webhook for all instances.
    static let readGlobalWebhookErrors = Route(
        .get,
        "/globalwebhook/errors",
        "globalwebhook.errors",
        access: .administrator,
        body: NoBody.self,
        becoming: [GetWebhook.self, ListDeliveries.self],
        invoke: { _, request in
            Invocation(first: GetWebhook(.global)) { outcome in
                let endpoints = [outcome.endpoint].compactMap { $0 }
                return .telling(
                    WebhookErrors(of: endpoints, asked: request.receivedAt),
                    endpoints[...]
                )
            }
        }
    )
}

extension Invocation {
    /// Adds the failures of the endpoints, one after the other, and answers with the newest.
    fileprivate static func telling(
        _ errors: WebhookErrors,
        _ endpoints: ArraySlice<WebhookEndpoint>
    ) -> Invocation {
        guard let endpoint = endpoints.first else { return Invocation(answering: errors.response) }
        let failed = DeliveryFilter(endpoint: endpoint.id, states: [.retrying, .dead])
        return Invocation(first: ListDeliveries(failed, limit: WebhookErrors.limit)) { deliveries in
            .telling(errors.adding(deliveries, to: endpoint), endpoints.dropFirst())
        }
    }
}
