import DialectKit

/// `GET /instance/status`, spoken.
enum SpokenStatus {
    static func request(_ context: SpokenContext) throws(CommandFailure) -> UpstreamRequest {
        try .uazapi(.get, "/instance/status", in: context)
    }

    /// Reads how the link stands.
    static func readLink(
        _ context: SpokenContext
    ) throws(CommandFailure) -> Conversation<Looked> {
        .ask(try request(context)) { (reply) throws(CommandFailure) -> Conversation<Looked> in
            let told = try ToldInstance(answer: reply.uazapiJSON(context), context)
            return .done(Told(seen: told.observations(at: context.now)))
        }
    }
}
