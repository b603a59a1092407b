import DialectKit

extension Route {
    /// The routes about where an instance's events go: one place, every kind of event.
    static let webhookConfig: [Route] = [setWebhook, getWebhook, removeWebhook]

    /// `POST …/webhook-config`: creates or overwrites; no `secret` clears the old one (assumed).
    private static let setWebhook = Route(
        .post,
        "/api/instances/{instanceId}/webhook-config",
        "webhookConfig.set",
        access: .instance,
        body: WebhookConfigBody.self,
        decode: { body, request in body.command(baseURL: request.baseURL) },
        encode: { endpoint, request in .webhook(endpoint, request) }
    )

    /// `GET …/webhook-config`: the configuration, its secret in clear; 404 without one (assumed).
    private static let getWebhook = Route(
        .get,
        "/api/instances/{instanceId}/webhook-config",
        "webhookConfig.get",
        access: .instance,
        decode: { _ in GetWebhook() },
        encode: { (outcome, request) throws(CommandFailure) -> HTTPResponse in
            guard let endpoint = outcome.endpoint else { throw CommandFailure(.webhookNotFound) }
            return .webhook(endpoint, request)
        }
    )

    /// `DELETE …/webhook-config`: events stop; 404 without one (assumed).
    private static let removeWebhook = Route(
        .delete,
        "/api/instances/{instanceId}/webhook-config",
        "webhookConfig.delete",
        access: .instance,
        decode: { _ in RemoveWebhook() },
        encode: { (outcome, _) throws(CommandFailure) -> HTTPResponse in
            guard outcome.existed else { throw CommandFailure(.webhookNotFound) }
            return .json(200, [:])
        }
    )
}

extension HTTPResponse {
    fileprivate static func webhook(
        _ endpoint: WebhookEndpoint,
        _ request: RequestView
    ) -> HTTPResponse {
        .json { json in
            json.object { json in
                json.member("id", Entropy.uuid(ofULID: endpoint.id) ?? endpoint.id)
                json.member("instanceId", request.parameter("instanceId"))
                json.member("webhookUrl", endpoint.url)
                json.member("secret", endpoint.secret)
                json.member("isActive", endpoint.isEnabled)
                json.member("createdAt", iso8601: endpoint.createdAt)
                json.member("updatedAt", iso8601: endpoint.updatedAt)
            }
        }
    }
}
