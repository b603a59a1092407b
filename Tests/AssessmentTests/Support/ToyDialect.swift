import DialectKit

/// A served dialect with the routes that a test gives it.
struct ToyDialect: Dialect {
    let id: DialectID
    let routes: [Route]
    let territory = Territory.rest
    let bodyRules = BodyRules()
    let credentials: [CredentialSpec] = []
    let naming = InstanceNaming(isServerWide: true, mint: { _, _ in "toy" })
    let allowsAnyOrigin = false

    init(_ name: String, _ routes: [Route]) {
        id = DialectID(name)
        self.routes = routes
    }

    func response(to failure: CommandFailure, in context: FailureContext) -> HTTPResponse {
        HTTPResponse(status: 400)
    }

    /// A dialect with one route of each kind that matters to the tables.
    static let small = ToyDialect(
        "toy",
        [
            .toy("send.text", [SendMessage.self]).making(["text"]),
            .toy("send.media", [SendMessage.self]).making(["image", "video", "document"]),
            .toy("privacy", [GetPrivacy.self]),
            .toy("presence", [SetAvailability.self, SendChatPresence.self]),
            .toy("webhook", [SetWebhook.self]),
            Route(answering: .get, "/limits", "limits", access: .toy) { _ in
                HTTPResponse(status: 200)
            },
            Route(
                refusing: .get,
                "/calls",
                "calls",
                because: "No calls are made",
                access: .toy
            ),
        ]
    )
}

extension Route {
    /// An operation that becomes one of these commands.
    static func toy(
        _ operation: String,
        _ commands: [any Command.Type],
        support: Support = .documented
    ) -> Route {
        Route(
            .post,
            PathPattern("/\(operation)"),
            operation,
            support: support,
            access: .toy,
            body: NoBody.self,
            becoming: commands
        ) { (_, _) throws(WireError) -> Invocation in
            throw WireError(.missing, path: "", "Toys are not called")
        }
    }
}

extension Access {
    static let toy = Access(
        realm: CredentialRealm("toy"),
        carriers: [.bearer],
        subject: .instanceOfCredential
    )
}

/// A command that neither upstreams nor the gateway know.
struct SingSong: Command {
    typealias Outcome = Bool
    static let traits = CommandTraits("song.sing", .send)
}
