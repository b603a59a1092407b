import DialectKit

extension MarkChat: SpokenCommand {
    /// `readChat`, which marks the whole chat and wants its last message named.
    ///
    /// - Throws: `message.not_found` while no message of the chat is known.
    func conversation(
        _ context: SpokenContext
    ) throws(CommandFailure) -> Conversation<MarkChat.Outcome> {
        let vendor = try VendorInstance(context)
        guard let last = lastMessage(context) else {
            throw CommandFailure(.messageNotFound, "No message of this chat is known")
        }
        let request = vendor.post("/rest/chat/{key}/readChat") { json in
            json.member("to", chat.jid)
            json.member("option", isRead)
            json.member("messageData") { json in
                json.member("key") { $0.key(last.key) }
                json.member("messageTimestamp", last.at.seconds)
            }
        }
        return .ask(request) { (reply) throws(CommandFailure) in
            _ = try reply.success()
            return .done(Told(Outcome(), losses: upTo == nil ? [] : [.markedWhole]))
        }
    }

    /// The message that is named, as far as it is known.
    private func lastMessage(_ context: SpokenContext) -> (key: EventKey, at: Timestamp)? {
        if let message = context.message, upTo == nil || upTo == message.id {
            return (EventKey(message), message.sentAt)
        }
        guard let upTo else { return nil }
        return (EventKey(chat: chat, id: upTo, isFromMe: false, sender: nil), context.now)
    }
}

extension RevokeMessage: SpokenCommand {
    /// `deleteMessage`, with the key of one of the account's own messages.
    func conversation(_ context: SpokenContext) throws(CommandFailure) -> Conversation<Message> {
        let key = EventKey(chat: chat, id: message, isFromMe: true, sender: context.own)
        let request = try VendorInstance(context).post("/rest/chat/{key}/deleteMessage") { json in
            json.member("messageData") { json in
                json.member("to", chat.jid)
                json.member("key") { $0.key(key) }
            }
        }
        return .ask(request) { (reply) throws(CommandFailure) in
            _ = try reply.success()
            let told = context.observations([.revoked(message, chat: chat)])
            return .done(Told(context.revoked(self), observations: told))
        }
    }
}
