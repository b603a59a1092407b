import DialectKit

extension SendChatPresence: SpokenCommand {
    /// `presenceUpdateChat` with what the account does in a chat.
    func conversation(
        _ context: SpokenContext
    ) throws(CommandFailure) -> Conversation<SendChatPresence.Outcome> {
        let request = try VendorInstance(context).presence(activity.rawValue, to: chat)
        return .ask(request) { (reply) throws(CommandFailure) in
            _ = try reply.success()
            return .done(Told(Outcome()))
        }
    }
}

extension SetAvailability: SpokenCommand {
    /// `presenceUpdateChat` with whether the account is online.
    ///
    /// The body must name a chat, which changes nothing then: the account's own (assumed).
    ///
    /// - Throws: `instance.not_connected` while the account is not known.
    func conversation(
        _ context: SpokenContext
    ) throws(CommandFailure) -> Conversation<SetAvailability.Outcome> {
        let vendor = try VendorInstance(context)
        guard let own = context.own else { throw CommandFailure(.instanceNotConnected) }
        let request = vendor.presence(isAvailable ? "available" : "unavailable", to: own)
        return .ask(request) { (reply) throws(CommandFailure) in
            _ = try reply.success()
            return .done(Told(Outcome()))
        }
    }
}

extension VendorInstance {
    fileprivate func presence(_ option: String, to chat: Address) -> UpstreamRequest {
        post("/rest/chat/{key}/presenceUpdateChat") { json in
            json.member("to", chat.jid)
            json.member("option", option)
        }
    }
}
