import DialectKit

/// `POST /instance/disconnect`, spoken: the vendor drops the credentials.
enum SpokenDisconnect {
    static func say(
        _ command: DisconnectInstance,
        _ context: SpokenContext
    ) throws(CommandFailure) -> Translation<DisconnectInstance.Outcome> {
        Translation(asking: try request(context)) {
            (reply) throws(CommandFailure) -> Told<DisconnectInstance.Outcome> in
            let text = try reply.uazapiJSON(context).text("response") ?? ""
            let wasActive = !text.lowercased().contains("already disconnected")
            let outcome = DisconnectInstance.Outcome(
                instance: context.instance,
                wasActive: wasActive
            )
            return Told(outcome, observations: observations(context, wasActive: wasActive))
        }
    }

    static func request(_ context: SpokenContext) throws(CommandFailure) -> UpstreamRequest {
        try .uazapi(.post, "/instance/disconnect", in: context)
    }

    /// What was down already stays what it is here, unless it is thought to be up.
    private static func observations(_ context: SpokenContext, wasActive: Bool) -> [Observation] {
        let end = Observation(.link(.loggedOut, .logout), at: context.now)
        guard !wasActive else { return [end] }
        switch context.instance.state {
        case .created, .pairingExpired, .disconnected, .loggedOut, .failed: return []
        case .starting, .awaitingPairing, .connected, .reconnecting, .paused:
            return [Observation(.link(.disconnected, nil), at: context.now)]
        }
    }
}
