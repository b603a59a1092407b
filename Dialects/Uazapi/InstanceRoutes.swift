import DialectKit

extension Route {
    /// `GET /instance/status`: how the connection stands, with the code that waits for the phone.
    static let readStatus = Route(
        .get,
        "/instance/status",
        "instance.status",
        access: .instance,
        decode: { _ in GetInstance() },
        encode: { instance, request in
            statusAnswer(InstanceAnswer(instance, at: request.receivedAt))
        }
    )

    /// `POST /instance/updateInstanceName`: gives the instance another label, which need not be
    /// unique.
    static let renameInstance = Route(
        .post,
        "/instance/updateInstanceName",
        "instance.updateInstanceName",
        access: .instance,
        body: NameBody.self,
        decode: { body, _ in RenameInstance(name: body.name) },
        encode: { instance, request in InstanceAnswer(instance, at: request.receivedAt).response }
    )

    /// `DELETE /instance`: removes the instance, and its token with it.
    static let deleteInstance = Route(
        .delete,
        "/instance",
        "instance.delete",
        access: .instance,
        decode: { _ in DeleteInstance() },
        encode: { _, _ in
            .json(
                200,
                [
                    "response": "Instance Deleted",
                    "info": """
                    O dispositivo foi desconectado com sucesso e a instância foi removida do banco \
                    de dados.
                    """,
                ]
            )
        }
    )
}

/// The body of `POST /instance/updateInstanceName`.
struct NameBody: WireDecodable {
    let name: String

    init(from object: WireObject) throws(WireError) { name = try object.filledString("name") }
}

private func statusAnswer(_ answer: InstanceAnswer) -> HTTPResponse {
    .json(capacity: answer.text.byteCount + InstanceText.statusFrameLength) { writer in
        writer.object { writer in
            writer.member("instance") { answer.write(&$0) }
            writer.member("status") { writer in
                answer.writeStatus(&writer)
                writer.member("resetting", false)
            }
        }
    }
}
