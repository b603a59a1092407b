import DialectKit

extension Route {
    /// `GET /v1/webhook-endpoints`: every endpoint of the customer, without secrets.
    static let listEndpoints = Route(
        .get,
        "/v1/webhook-endpoints",
        "webhook_endpoints.list",
        access: .customer,
        decode: { _ in ListWebhooks(.tenant) },
        encode: { endpoints, _ in
            .data(endpoints) { writer, endpoint in EndpointAnswer(endpoint).write(&writer) }
        }
    )

    /// `POST /v1/webhook-endpoints`: makes an endpoint and shows its secret, once.
    ///
    /// The status and the member `signing_secret` are assumed.
    static let createEndpoint = Route(
        .post,
        "/v1/webhook-endpoints",
        "webhook_endpoints.create",
        access: .customer,
        body: CreateEndpointBody.self,
        decode: { body, request in body.command(baseURL: request.baseURL) },
        encode: { endpoint, _ in EndpointAnswer(endpoint, showsSecret: true).response(201) }
    )

    /// `GET /v1/webhook-endpoints/:id`; assumed, as the vendor's page was read in part only.
    static let readEndpoint = Route(
        .get,
        "/v1/webhook-endpoints/{id}",
        "webhook_endpoints.get",
        support: .assumed,
        access: .customer,
        decode: { request in GetWebhook(request.endpoint) },
        encode: { (outcome, _) throws(CommandFailure) -> HTTPResponse in
            guard let endpoint = outcome.endpoint else { throw CommandFailure(.webhookNotFound) }
            return EndpointAnswer(endpoint).response()
        }
    )

    /// `PATCH /v1/webhook-endpoints/:id`: changes the members that are there; assumed.
    ///
    /// A secret that was changed is shown, once.
    static let updateEndpoint = Route(
        .patch,
        "/v1/webhook-endpoints/{id}",
        "webhook_endpoints.update",
        support: .assumed,
        access: .customer,
        body: EndpointBody.self,
        becoming: [SetWebhook.self],
        invoke: { body, request in
            Invocation(body.command(request.endpoint)) { endpoint in
                EndpointAnswer(endpoint, showsSecret: body.secret != .keep).response()
            }
        }
    )

    /// `DELETE /v1/webhook-endpoints/:id`; assumed.
    static let deleteEndpoint = Route(
        .delete,
        "/v1/webhook-endpoints/{id}",
        "webhook_endpoints.delete",
        support: .assumed,
        access: .customer,
        decode: { request in RemoveWebhook(request.endpoint) },
        encode: { (outcome, _) throws(CommandFailure) -> HTTPResponse in
            guard outcome.existed else { throw CommandFailure(.webhookNotFound) }
            return .empty(204)
        }
    )
}

extension RequestView {
    /// The endpoint that the path names.
    fileprivate var endpoint: WebhookTarget { .id(EndpointID.read(parameter("id"))) }
}

extension HTTPResponse {
    /// A list as the vendor wraps one: `{"data":[…]}`.
    static func data<Element>(
        _ elements: [Element],
        _ write: (inout JSONWriter, Element) -> Void
    ) -> HTTPResponse {
        .json(capacity: 1024) { writer in
            writer.object { writer in
                writer.memberArray("data") { writer in
                    for element in elements {
                        writer.object { writer in write(&writer, element) }
                    }
                }
            }
        }
    }
}
