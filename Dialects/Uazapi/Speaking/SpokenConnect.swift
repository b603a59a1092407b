import DialectKit

/// `POST /instance/connect`, spoken.
///
/// The first answer may lack the code, so the status is asked for until it is there. A typed code is
/// only issued to an instance that is disconnected: a pairing by QR code is ended first when the
/// command says so, else it goes on and is what the caller gets.
enum SpokenConnect {
    static func say(
        _ command: ConnectInstance,
        _ context: SpokenContext
    ) throws(CommandFailure) -> Conversation<Instance> {
        try open(command, context, mayReplace: command.replacesOtherMethod)
    }

    private static let polls = 5
    private static let pauseMilliseconds = 1_000

    private static func open(
        _ command: ConnectInstance,
        _ context: SpokenContext,
        mayReplace: Bool
    ) throws(CommandFailure) -> Conversation<Instance> {
        var body = JSONObject()
        if let phone = command.pairingPhone { body["phone"] = .string(phone.digits) }
        let request = try UpstreamRequest.uazapi(.post, "/instance/connect", body, in: context)
        return .ask(request) { (reply) throws(CommandFailure) -> Conversation<Instance> in
            // Of this call alone it is the number of instances that the account may connect.
            guard reply.status != 429 else {
                throw CommandFailure(.instanceLimit, "The upstream connects no more instances")
            }
            return try go(on: reply, command, context, mayReplace: mayReplace, polls: polls)
        }
    }

    private static func go(
        on reply: UpstreamReply,
        _ command: ConnectInstance,
        _ context: SpokenContext,
        mayReplace: Bool,
        polls: Int
    ) throws(CommandFailure) -> Conversation<Instance> {
        let json = try reply.uazapiJSON(context)
        let told = try ToldInstance(answer: json, pairingPhone: command.pairingPhone, context)
        let state = told.state
        if mayReplace, let code = state.pairing, (code.qr != nil) != (command.pairingPhone == nil) {
            return try restart(command, context)
        }
        guard polls > 0, state == .starting || state == .reconnecting else {
            return .done(context.told(told.kinds))
        }
        return .pause(milliseconds: pauseMilliseconds) {
            () throws(CommandFailure) -> Conversation<Instance> in
            .ask(try SpokenStatus.request(context)) {
                (reply) throws(CommandFailure) -> Conversation<Instance> in
                try go(on: reply, command, context, mayReplace: mayReplace, polls: polls - 1)
            }
        }
    }

    // MARK: - The other method

    /// Ends the running pairing, waits until it is down, and begins anew.
    private static func restart(
        _ command: ConnectInstance,
        _ context: SpokenContext
    ) throws(CommandFailure) -> Conversation<Instance> {
        .ask(try SpokenDisconnect.request(context)) {
            (reply) throws(CommandFailure) -> Conversation<Instance> in
            _ = try reply.uazapiJSON(context)
            return wait(command, context, polls: polls)
        }
    }

    private static func wait(
        _ command: ConnectInstance,
        _ context: SpokenContext,
        polls: Int
    ) -> Conversation<Instance> {
        .pause(milliseconds: pauseMilliseconds / 2) {
            () throws(CommandFailure) -> Conversation<Instance> in
            .ask(try SpokenStatus.request(context)) {
                (reply) throws(CommandFailure) -> Conversation<Instance> in
                let told = try ToldInstance(answer: reply.uazapiJSON(context), context)
                guard told.word == "connecting", polls > 0 else {
                    return try open(command, context, mayReplace: false)
                }
                return wait(command, context, polls: polls - 1)
            }
        }
    }
}
