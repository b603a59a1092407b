import DialectKit

extension ZapyAPISpoken {
    /// `GET …/qr`: starts pairing if need be, and shows the code.
    ///
    /// What the vendor answers where there is none is not known: the list tells whether the reason is
    /// that the instance is connected.
    static func connect(
        _ command: ConnectInstance,
        _ context: SpokenContext
    ) throws(CommandFailure) -> Conversation<Instance> {
        let call = try ZapyAPICall(context)
        return .ask(call.request(.get, "qr")) { (reply) throws(CommandFailure) in
            guard ![400, 404, 409].contains(reply.status) else {
                return withoutCode(reply, call, context)
            }
            let code = try reply.zapyAPIPairing(at: context.now)
            return .done(context.told(.awaitingPairing(code)))
        }
    }

    private static func withoutCode(
        _ refusal: UpstreamReply,
        _ call: ZapyAPICall,
        _ context: SpokenContext
    ) -> Conversation<Instance> {
        find(call, context) { (listed) throws(CommandFailure) in
            guard let link = listed.link, link.state == .connected else {
                throw CommandFailure(.pairingUnavailable, "The upstream has no code to show now")
            }
            let observations = listed.observations(link.state, link.reason, at: context.now)
            return .done(Told(context.instance, observations: observations))
        }
    }

    /// `POST …/restart`: opens the connection anew; what comes of it the list will tell.
    static func restart(
        _ command: RestartInstance,
        _ context: SpokenContext
    ) throws(CommandFailure) -> Conversation<Instance> {
        let request = try ZapyAPICall(context).request(.post, "restart")
        return .asking(request) { (reply) throws(CommandFailure) in
            try ZapyAPIError.check(reply)
            return context.told(context.comingUp)
        }
    }

    /// `POST …/logout`: ends the session; a new scan is needed.
    static func disconnect(
        _ command: DisconnectInstance,
        _ context: SpokenContext
    ) throws(CommandFailure) -> Conversation<DisconnectInstance.Outcome> {
        let request = try ZapyAPICall(context).request(.post, "logout")
        return .asking(request) { (reply) throws(CommandFailure) in
            try ZapyAPIError.check(reply)
            return Told(
                DisconnectInstance.Outcome(
                    instance: context.instance,
                    wasActive: context.instance.state.isActive
                ),
                observations: context.observations([.link(.loggedOut, .logout)])
            )
        }
    }
}

extension LinkState {
    /// Whether there is a session or a pairing to end.
    fileprivate var isActive: Bool {
        switch self {
        case .created, .pairingExpired, .loggedOut, .failed: false
        case .starting, .awaitingPairing, .connected, .reconnecting, .paused, .disconnected: true
        }
    }
}
