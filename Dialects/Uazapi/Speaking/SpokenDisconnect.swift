import DialectKit

/// `POST /instance/disconnect`, spoken: the vendor drops the credentials.
enum SpokenDisconnect {
    static func say(
        _ command: DisconnectInstance,
        _ context: SpokenContext
    ) throws(CommandFailure) -> Conversation<DisconnectInstance.Outcome> {
        .asking(try request(context)) {
            (reply) throws(CommandFailure) -> Told<DisconnectInstance.Outcome> in
            let text = try reply.uazapiJSON(context).text("response") ?? ""
            return context.ended(wasActive: !text.lowercased().contains("already disconnected"))
        }
    }

    static func request(_ context: SpokenContext) throws(CommandFailure) -> UpstreamRequest {
        try .uazapi(.post, "/instance/disconnect", in: context)
    }
}
