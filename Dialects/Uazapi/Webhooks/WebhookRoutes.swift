import DialectKit

extension Route {
    /// `GET /webhook`: the instance's webhooks.
    ///
    /// Without one a live server was seen to answer `null`; the pages' array is written.
    static let readWebhooks = Route(
        .get,
        "/webhook",
        "webhook.get",
        access: .instance,
        decode: { _ in ListWebhooks(.instance) },
        encode: { endpoints, _ in WebhookAnswer.response(to: endpoints) }
    )

    /// `POST /webhook`: makes, overwrites or removes a webhook, and shows all that there are then.
    static let changeWebhooks = Route(
        .post,
        "/webhook",
        "webhook.set",
        access: .instance,
        body: WebhookBody.self,
        becoming: [SetWebhook.self, RemoveWebhook.self, ListWebhooks.self, GetWebhook.self],
        invoke: { body, request in
            switch body.action {
            case .overwrite(let fields): .showingAll(after: fields.command(.single, request))
            case .withdraw: .withdrawing()
            case .add(let fields): .showingAll(after: fields.command(.new(.instance), request))
            case .update(let id, let fields):
                .onWebhook(id) { .showingAll(after: fields.command(.id($0), request)) }
            case .delete(let id): .onWebhook(id) { .showingAll(after: RemoveWebhook(.id($0))) }
            }
        }
    )
}

extension Invocation {
    /// A change of webhooks, and all of them after it.
    fileprivate static func showingAll(after change: some Command) -> Invocation {
        Invocation(first: change) { _ in
            Invocation(ListWebhooks(.instance)) { WebhookAnswer.response(to: $0) }
        }
    }

    /// The instance's one webhook is switched off, if there is one.
    fileprivate static func withdrawing() -> Invocation {
        Invocation(first: GetWebhook(.single)) { outcome in
            guard outcome.endpoint != nil else {
                return Invocation(ListWebhooks(.instance)) { WebhookAnswer.response(to: $0) }
            }
            return .showingAll(after: SetWebhook(.single, isEnabled: false))
        }
    }

    /// What is to be done to the webhook with the vendor's id, given its own; 404 when none has it.
    fileprivate static func onWebhook(
        _ id: String,
        _ change: @escaping @Sendable (String) -> Invocation
    ) -> Invocation {
        Invocation(first: ListWebhooks(.instance)) {
            (endpoints) throws(CommandFailure) -> Invocation in
            guard let endpoint = endpoints.first(where: { $0.uazapiID == id }) else {
                throw CommandFailure(.webhookNotFound, "Webhook not found")
            }
            return change(endpoint.id)
        }
    }
}
