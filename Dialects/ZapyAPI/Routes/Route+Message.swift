import DialectKit

extension Route {
    /// The routes that send a message; the page's text ends after the picture, so the other kinds
    /// are built like it.
    static let message: [Route] = [
        send("text") { (body) throws(WireError) in try SendMessage(text: body) }.making(["text"]),
        send(.image),
        send(.audio, support: .assumed),
        send(.video, support: .assumed),
        send(.document, support: .assumed),
    ]

    /// Announced on the page without a shape, so nothing is invented for them.
    static let refused: [Route] = [
        refusing(.post, "forward", "message.forward"),
        refusing(.put, "{messageId}", "message.edit"),
        refusing(.delete, "{messageId}", "message.delete"),
    ]

    /// `POST /api/message/{instanceId}/…` with a file in the member that is named like the kind.
    private static func send(
        _ kind: MediaContent.Kind,
        support: Support = .documented
    ) -> Route {
        send(kind.rawValue, support: support, carriesMedia: true) { (body) throws(WireError) in
            try SendMessage(kind, in: body)
        }.making(kind == .audio ? ["audio", "voice"] : [kind.rawValue])
    }

    /// `POST /api/message/{instanceId}/…`: all of them answer the send's id and WhatsApp's.
    private static func send(
        _ kind: String,
        support: Support = .documented,
        carriesMedia: Bool = false,
        command: @escaping @Sendable (WireObject) throws(WireError) -> SendMessage
    ) -> Route {
        Route(
            .post,
            PathPattern("/api/message/{instanceId}/\(kind)"),
            "message.\(kind)",
            support: support,
            access: .instance,
            body: MessageBody.self,
            carriesMedia: carriesMedia,
            decode: { (body, _) throws(WireError) -> SendMessage in try command(body.object) },
            encode: { outcome, request in
                let (message, instance) = (outcome.message.id, request.parameter("instanceId"))
                return .json(capacity: 128) { json in
                    json.object { json in
                        json.member("id", StableUUID.of(message, in: instance))
                        json.member("messageId", message.text)
                    }
                }
            }
        )
    }

    private static func refusing(
        _ method: HTTPMethod,
        _ name: String,
        _ operation: String
    ) -> Route {
        Route(
            refusing: method,
            PathPattern("/api/message/{instanceId}/\(name)"),
            operation,
            because: "The vendor publishes no shape of this operation",
            access: .instance
        )
    }
}
