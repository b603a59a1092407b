import DialectKit

extension Route {
    /// `POST /instance/create`: makes an instance that is disconnected, and its token.
    static let createInstance = creation("/instance/create", "instance.create")

    /// `POST /instance/init`: the same under the name that the older pages give.
    static let initInstance = creation("/instance/init", "instance.init")

    /// `GET /instance/all`: every instance of the tenant, as a bare array.
    static let listInstances = Route(
        .get,
        "/instance/all",
        "instance.all",
        access: .administrator,
        decode: { _ in ListInstances() },
        encode: { outcome, request in
            .json(capacity: 1024) { writer in
                writer.array { writer in
                    for instance in outcome.instances {
                        writer.object(InstanceAnswer(instance, at: request.receivedAt).write)
                    }
                }
            }
        }
    )

    private static func creation(_ pattern: PathPattern, _ operation: String) -> Route {
        Route(
            .post,
            pattern,
            operation,
            access: .administrator,
            body: CreateBody.self,
            decode: { body, _ in CreateInstance(name: body.name, extras: body.extras) },
            encode: { instance, request in
                creationAnswer(InstanceAnswer(instance, at: request.receivedAt))
            }
        )
    }
}

/// The body of `POST /instance/create`.
struct CreateBody: WireDecodable {
    let name: String
    /// The texts that the Instance object shows again.
    let extras: [String: String]

    init(from object: WireObject) throws(WireError) {
        name = try object.filledString("name")
        var extras: [String: String] = [:]
        for key in ["systemName", "adminField01", "adminField02"] {
            guard let text = try object.optionalString(key), !text.isEmpty else { continue }
            extras["uazapi." + key] = text
        }
        self.extras = extras
    }
}

/// The answer to a creation, without the `info` by which demo servers announce the deletion.
private func creationAnswer(_ answer: InstanceAnswer) -> HTTPResponse {
    .json(capacity: 1024) { writer in
        writer.object { writer in
            writer.member("response", "Instance created successfully")
            writer.member("instance", answer.write)
            writer.member("connected", false)
            writer.member("loggedIn", false)
            writer.member("name", answer.instance.name)
            writer.member("token", answer.instance.token(in: UazapiDialect.tokenRealm) ?? "")
        }
    }
}
