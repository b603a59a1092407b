import DialectKit

/// `POST /instance/reset`, spoken; an instance without a login begins to pair instead.
enum SpokenRestart {
    static func say(
        _ command: RestartInstance,
        _ context: SpokenContext
    ) throws(CommandFailure) -> Conversation<Instance> {
        guard hasLogin(context.instance) else {
            return try SpokenConnect.say(ConnectInstance(), context)
        }
        let request = try UpstreamRequest.uazapi(.post, "/instance/reset", in: context)
        return .ask(request) { (reply) throws(CommandFailure) -> Conversation<Instance> in
            // The session cannot be had back, as documented.
            if reply.status == 409 {
                return try SpokenConnect.say(ConnectInstance(), context)
            }
            let json = try reply.uazapiJSON(context)
            guard json["resetting"]?.bool != false else { throw cooldown(json) }
            return .done(context.told(.reconnecting))
        }
    }

    private static func hasLogin(_ instance: Instance) -> Bool {
        switch instance.state {
        case .created, .starting, .awaitingPairing, .pairingExpired, .loggedOut: false
        case .connected, .reconnecting, .paused, .disconnected, .failed: true
        }
    }

    /// `Instance reset cooldown active (8s remaining)`, which comes with 200.
    private static func cooldown(_ json: JSONValue) -> CommandFailure {
        let text = json.text("response") ?? ""
        let rest = text.split(separator: "(").last ?? ""
        return CommandFailure(
            .rateLimited,
            "The upstream was restarted a moment ago",
            retryAfterSeconds: Int(rest.prefix { $0.isASCII && $0.isNumber })
        )
    }
}
