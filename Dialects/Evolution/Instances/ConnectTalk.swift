import DialectKit

/// `GET /instance/connect/{instance}`, again and again until there is a code.
///
/// An instance that is closed is started by it and often answered before it has a code; asking again
/// while it is connecting opens nothing anew.
struct ConnectTalk {
    /// Milliseconds between two questions.
    static let pauseMilliseconds = 2_500
    /// How often is asked at most.
    static let questions = 10

    private let command: ConnectInstance
    private let context: SpokenContext
    private var asked = 0
    private var hasReplaced = false

    private init(_ command: ConnectInstance, _ context: SpokenContext) {
        self.command = command
        self.context = context
    }

    /// Says a pairing.
    static func say(
        _ command: ConnectInstance,
        _ context: SpokenContext
    ) throws(CommandFailure) -> Conversation<Instance> {
        try ConnectTalk(command, context).question()
    }

    private func question() throws(CommandFailure) -> Conversation<Instance> {
        let phone = command.pairingPhone.map { ("number", $0.digits) }
        let request = try context.asking(.get, "/instance/connect", query: phone)
        return .ask(request) { (reply) throws(CommandFailure) -> Conversation<Instance> in
            try answer(to: reply)
        }
    }

    private func answer(to reply: UpstreamReply) throws(CommandFailure) -> Conversation<Instance> {
        switch try PairingAnswer(reply) {
        case .open: return done(.connected)
        case .none: return try again()
        case .code(let qr, let typed):
            guard let phone = command.pairingPhone else { return done(qr.waiting(at: moment)) }
            if let typed { return done(qr.waiting(typed: typed, phone: phone, at: moment)) }
            // A pairing by QR code runs, and the number is ignored while it does.
            guard command.replacesOtherMethod, !hasReplaced else {
                return done(qr.waiting(at: moment))
            }
            return try replaced()
        }
    }

    /// Asks once more after a pause; at the end the instance is starting, and its events tell more.
    private func again() throws(CommandFailure) -> Conversation<Instance> {
        var next = self
        next.asked += 1
        guard next.asked < Self.questions else {
            return done(LinkWords.connecting(context.instance))
        }
        return .pause(milliseconds: Self.pauseMilliseconds) {
            [next] () throws(CommandFailure) -> Conversation<Instance> in
            try next.question()
        }
    }

    /// Ends the pairing that runs and begins the one that was asked for.
    private func replaced() throws(CommandFailure) -> Conversation<Instance> {
        var next = self
        next.hasReplaced = true
        let request = try context.asking(.delete, "/instance/logout")
        return .ask(request) {
            [next] (_) throws(CommandFailure) -> Conversation<Instance> in
            try next.again()
        }
    }

    private func done(_ state: LinkState) -> Conversation<Instance> {
        let link = Observation(.link(state, nil), at: moment)
        return .done(Told(context.instance, observations: [link]))
    }

    /// The present time as far as the pauses tell it.
    private var moment: Timestamp {
        context.now.advanced(byMilliseconds: Int64(asked * Self.pauseMilliseconds))
    }
}
