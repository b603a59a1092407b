import DialectKit

/// `POST /instance/restart/{instance}`, which answers as connecting does.
///
/// It refuses an instance that is closed, with status 200; connecting one opens it with the login
/// it has kept, or begins a pairing where it has none, which is what is wanted.
enum RestartTalk {
    /// Says a fresh connection.
    static func say(
        _ command: RestartInstance,
        _ context: SpokenContext
    ) throws(CommandFailure) -> Conversation<Instance> {
        let request = try context.asking(.post, "/instance/restart")
        let connect = try context.asking(.get, "/instance/connect")
        return .ask(request) { (reply) throws(CommandFailure) -> Conversation<Instance> in
            guard refusesClosed(reply) else { return .done(try end(reply, context)) }
            return .ask(connect) { (reply) throws(CommandFailure) -> Conversation<Instance> in
                .done(try end(reply, context))
            }
        }
    }

    /// The words are often blurred, and then only this can be meant: an instance that is there.
    private static func refusesClosed(_ reply: UpstreamReply) -> Bool {
        guard reply.isSuccess, reply.json?["error"]?.bool == true else { return false }
        guard let body = ErrorBody(reply) else { return false }
        return body.isBlurred || body.says("is not connected")
    }

    private static func end(
        _ reply: UpstreamReply,
        _ context: SpokenContext
    ) throws(CommandFailure) -> Told<Instance> {
        let state: LinkState =
            switch try PairingAnswer(reply) {
            // The socket was closed just before: what is told is the state before that.
            case .open: .connected
            case .code(let qr, _): qr.waiting(at: context.now)
            case .none: LinkWords.connecting(context.instance)
            }
        return context.told(state)
    }
}
