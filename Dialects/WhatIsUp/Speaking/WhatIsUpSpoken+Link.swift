import DialectKit

extension WhatIsUpSpoken {
    /// How often a code is asked for, each time for about ten seconds, and how long is waited between.
    private static let attempts = 2
    private static let pauseMilliseconds = 2_000

    /// `GET /v1/instances/:id`: how the link stands.
    static func readLink(
        _ context: SpokenContext
    ) throws(CommandFailure) -> Conversation<Looked> {
        let call = try WhatIsUpCall(context)
        return .ask(call.request(.get)) { (reply) throws(CommandFailure) in
            let shown = try reply.whatIsUpInstance(context)
            if let state = shown.state {
                return .done(Told(seen: shown.observations(state, at: context.now)))
            }
            return .ask(call.request(.get, "qr")) { reply in
                let state = reply.pairing(context).map(LinkState.awaitingPairing) ?? .starting
                return .done(Told(seen: shown.observations(state, at: context.now)))
            }
        }
    }

    /// `GET /v1/instances/:id/qr`: starts the session if none runs, and waits about ten seconds for
    /// a code.
    ///
    /// The page has 409 `no_qr` for none in time and for none in this state, and an empty answer as a
    /// known trouble: the instance itself then tells which it is.
    static func connect(
        _ command: ConnectInstance,
        _ context: SpokenContext
    ) throws(CommandFailure) -> Conversation<Instance> {
        askForCode(try WhatIsUpCall(context), context, 1)
    }

    private static func askForCode(
        _ call: WhatIsUpCall,
        _ context: SpokenContext,
        _ attempt: Int
    ) -> Conversation<Instance> {
        .ask(call.request(.get, "qr")) { (reply) throws(CommandFailure) in
            if let code = reply.pairing(context) {
                return .done(context.told(.awaitingPairing(code)))
            }
            guard reply.isSuccess || reply.status == 409 else {
                throw WhatIsUpError.failure(of: reply)
            }
            return withoutCode(call, context, attempt)
        }
    }

    private static func withoutCode(
        _ call: WhatIsUpCall,
        _ context: SpokenContext,
        _ attempt: Int
    ) -> Conversation<Instance> {
        .ask(call.request(.get)) { (reply) throws(CommandFailure) in
            let shown = try reply.whatIsUpInstance(context)
            if shown.state == .connected {
                let observations = shown.observations(.connected, at: context.now)
                return .done(Told(context.instance, observations: observations))
            }
            guard attempt < attempts else {
                throw CommandFailure(.pairingUnavailable, "The upstream has no code to show now")
            }
            return .pause(milliseconds: pauseMilliseconds) {
                askForCode(call, context, attempt + 1)
            }
        }
    }

    /// `POST /v1/channels/:id/connect` of the newer generation: starts what is not connected.
    static func restart(
        _ command: RestartInstance,
        _ context: SpokenContext
    ) throws(CommandFailure) -> Conversation<Instance> {
        let request = try WhatIsUpCall(context).request(.post, "connect", in: .channels)
        return .asking(request) { (reply) throws(CommandFailure) in
            if !reply.isSuccess {
                let failure = WhatIsUpError.failure(of: reply)
                guard failure.code == .instanceAlreadyConnected else { throw failure }
                return context.told(.connected)
            }
            return context.told(context.comingUp)
        }
    }
}

extension UpstreamReply {
    /// The instance that the answer shows.
    fileprivate func whatIsUpInstance(
        _ context: SpokenContext
    ) throws(CommandFailure) -> ShownInstance {
        let object = try whatIsUpObject()
        let account = context.instance.account
        guard let shown = ShownInstance(.object(object), known: account) else {
            throw Self.unreadable
        }
        return shown
    }

    /// The code that the answer shows, nil when it shows none.
    fileprivate func pairing(_ context: SpokenContext) -> PairingCode? {
        guard isSuccess, let object = json?.object else { return nil }
        let present = context.instance.state.pairing
        return PairingCode(whatIsUp: object, present: present, at: context.now)
    }
}
