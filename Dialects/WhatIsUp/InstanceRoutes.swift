import DialectKit

extension Route {
    /// `GET /v1/instances`: every instance of the customer, newest first.
    static let listInstances = Route(
        .get,
        "/v1/instances",
        "instances.list",
        access: .customer,
        decode: { _ in ListInstances() },
        encode: { outcome, _ in
            .json(capacity: 1024) { writer in
                writer.object { writer in
                    writer.memberArray("data") { writer in
                        for instance in outcome.instances {
                            writer.object(InstanceAnswer(instance).write)
                        }
                    }
                }
            }
        }
    )

    /// `POST /v1/instances`: makes an instance whose session is not started; the status is assumed.
    static let createInstance = Route(
        .post,
        "/v1/instances",
        "instances.create",
        access: .customer,
        body: CreateBody.self,
        decode: { body, _ in CreateInstance(name: body.name, metadata: body.metadata) },
        encode: { instance, _ in InstanceAnswer(instance).response(201) }
    )

    /// `GET /v1/instances/:id`: one instance; another customer's looks like none.
    static let readInstance = Route(
        .get,
        "/v1/instances/{id}",
        "instances.get",
        access: .instance,
        decode: { _ in GetInstance() },
        encode: { instance, _ in InstanceAnswer(instance).response() }
    )

    /// `DELETE /v1/instances/:id`: ends the session and removes the instance from every answer.
    static let deleteInstance = Route(
        .delete,
        "/v1/instances/{id}",
        "instances.delete",
        access: .instance,
        decode: { _ in DeleteInstance() },
        encode: { _, _ in .empty(204) }
    )
}

/// The body of `POST /v1/instances`.
struct CreateBody: WireDecodable {
    let name: String
    /// One JSON object as text.
    let metadata: String

    init(from object: WireObject) throws(WireError) {
        name = try object.filledString("name")
        let metadata = try object.optionalObject("metadata")
        self.metadata = metadata.map { JSONValue.object($0.json).text } ?? "{}"
    }
}
