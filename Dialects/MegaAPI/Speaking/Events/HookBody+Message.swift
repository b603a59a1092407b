import DialectKit

extension HookBody {
    /// A message, the new words of one, a reaction or a vote.
    func message() throws(WireError) -> [Observation] {
        let key = try HookKey(try object.object("key"), own: own)
        let message = try object.object("message")
        guard let told = try told(message, key) else { return unread(name) }
        return key.introduced(at: moment) + [Observation(told, at: moment)]
    }

    /// The account's own address, which stands at the root of every event.
    private var own: Address? { context.own ?? json.address("jid") }

    private var name: String { json.text("messageType") ?? "message" }

    private func told(
        _ message: WireObject,
        _ key: HookKey
    ) throws(WireError) -> Observation.Kind? {
        if let reaction = try message.optionalObject("reactionMessage") {
            return try self.reaction(reaction, key).map { .event(.messageReaction($0)) }
        }
        if let vote = try message.optionalObject("pollUpdateMessage") {
            return try self.vote(vote, key).map { .event(.messagePollVote($0)) }
        }
        guard let content = HookContent(message.json) else { return nil }
        guard !json.flag("isEdit") else { return .event(.messageEdited(edit(content, key))) }
        return .message(self.message(content, key))
    }

    private func message(_ shown: HookContent, _ key: HookKey) -> Message {
        let status = MessageStatus(protocolStatus: json["status"])
        return Message(
            id: key.id,
            chat: key.chat,
            sender: key.sender,
            senderName: json.text("pushName") ?? "",
            isFromMe: key.isFromMe,
            isFromAPI: json.flag("fromApi"),
            sentAt: moment,
            content: shown.content,
            quoted: shown.quoted,
            isForwarded: shown.isForwarded,
            status: key.isFromMe ? status ?? .sent : .delivered
        )
    }

    /// New words stand under the message's own id; the change's is not told.
    private func edit(_ shown: HookContent, _ key: HookKey) -> MessageEdit {
        MessageEdit(
            message: key.id,
            id: key.id,
            chat: key.chat,
            sender: key.sender,
            isFromMe: key.isFromMe,
            content: shown.content
        )
    }

    private func reaction(_ object: WireObject, _ key: HookKey) throws(WireError) -> Reaction? {
        let target = try MessageKey(from: try object.object("key"))
        guard let message = target.id else { return nil }
        return Reaction(
            id: key.id,
            message: message,
            chat: key.chat,
            sender: key.sender,
            isFromMe: key.isFromMe,
            isOnOwnMessage: target.isFromMe,
            emoji: try object.optionalString("text") ?? ""
        )
    }

    /// A vote, nil while its options are encrypted as WhatsApp sends them.
    private func vote(_ object: WireObject, _ key: HookKey) throws(WireError) -> PollVote? {
        let target = try MessageKey(from: try object.object("pollCreationMessageKey"))
        guard let poll = target.id,
            let options = try object.optionalObject("vote")?.optionalStrings("selectedOptions")
        else { return nil }
        return PollVote(
            id: key.id,
            poll: poll,
            chat: key.chat,
            voter: key.sender,
            isFromMe: key.isFromMe,
            options: options
        )
    }

    /// `message_update`: a message came further.
    func statusUpdate() throws(WireError) -> [Observation] {
        let key = try HookKey(try object.object("key"), own: own)
        guard let status = MessageStatus(protocolStatus: json["status"]) else {
            return unread(MegaAPIEvent.messageUpdate.rawValue)
        }
        let told = Observation.Kind.status(
            key.id,
            status,
            chat: key.chat,
            participant: json.address("participant")
        )
        return key.introduced(at: moment) + [Observation(told, at: moment)]
    }
}
