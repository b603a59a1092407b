import DialectKit

extension Route {
    /// `GET /v1/instances`: every instance of the customer, newest first; of a bound key, its own.
    static let listInstances = Route(
        .get,
        "/v1/instances",
        "instances.list",
        access: .customerOrBound,
        decode: { _ in ListInstances() },
        encode: { outcome, _ in
            .data(outcome.instances) { writer, instance in InstanceAnswer(instance).write(&writer) }
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
