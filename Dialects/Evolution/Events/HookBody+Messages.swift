import DialectKit

extension HookBody {
    /// A message as it was sent or received, or what stands in a message's place: a reaction, a vote,
    /// a change, a deletion.
    func message(_ json: JSONValue, isFromAPI: Bool) -> [Item] {
        guard let key = json["key"], let id = key.text("id") else { return [] }
        let people = KeyPeople(key)
        let identities = people.identities.map { Item($0) }
        guard let chat = people.chat, let sender = sender(of: people, chat) else { return [] }
        let place = Place(id: MessageID(id), chat: chat, sender: sender, isFromMe: people.isFromMe)
        let content = MessageContent(json)
        if let reaction = content.reaction(place) {
            return identities + [Item(.event(.messageReaction(reaction)), at: content.sentAt)]
        }
        if let vote = content.vote(place, by: own) {
            return identities + [Item(.event(.messagePollVote(vote)), at: content.sentAt)]
        }
        if let change = content.change { return identities + edit(change, in: place) }
        guard let said = content.content else {
            return identities.isEmpty ? [] : identities + [raw]
        }
        let message = Message(
            id: place.id,
            chat: chat,
            sender: sender,
            senderName: name(json, people),
            isFromMe: people.isFromMe,
            isFromAPI: isFromAPI && people.isFromMe,
            sentAt: content.sentAt ?? receivedAt,
            content: said,
            quoted: content.quote,
            isForwarded: content.isForwarded,
            status: status(json, people)
        )
        return identities + [Item(.message(message), at: message.sentAt)]
    }

    private func sender(of people: KeyPeople, _ chat: Address) -> Address? {
        people.isFromMe ? own ?? people.participant ?? chat : people.participant ?? chat
    }

    /// The name that the writer shows; for the account the server puts a word of its own.
    private func name(_ json: JSONValue, _ people: KeyPeople) -> String {
        guard !people.isFromMe else { return context.instance.account?.pushName ?? "" }
        return json.text("pushName") ?? ""
    }

    private func status(_ json: JSONValue, _ people: KeyPeople) -> MessageStatus {
        let told = json.text("status").flatMap { MessageStatus(evolution: $0) }
        return told ?? (people.isFromMe ? .queued : .delivered)
    }
}

extension HookBody {
    /// Who and where, for what stands in a message's place.
    struct Place {
        let id: MessageID
        let chat: Address
        let sender: Address
        let isFromMe: Bool
    }

    /// `messages.edited` and `send.message.update`: a change, bare or inside a message.
    func edit(_ json: JSONValue) -> [Item] {
        let outer = json["message"].map { MessageContent.unwrapped($0) }
        if let key = json["key"], let change = outer?["protocolMessage"],
            let chat = KeyPeople(key).chat, let id = key.text("id"),
            let sender = sender(of: KeyPeople(key), chat)
        {
            let isFromMe = KeyPeople(key).isFromMe
            let place = Place(id: MessageID(id), chat: chat, sender: sender, isFromMe: isFromMe)
            return edit(change, in: place)
        }
        return bareEdit(json)
    }

    /// A change without a message around it, whose key is its author's own view.
    ///
    /// From somebody else in a chat with the account, it names the account as the chat: whose it is
    /// cannot be said then.
    private func bareEdit(_ change: JSONValue) -> [Item] {
        guard let key = change["key"], let id = key.text("id") else { return [] }
        let people = KeyPeople(key)
        guard let chat = people.chat, let sender = sender(of: people, chat) else { return [] }
        guard chat.phone == nil || chat.phone?.equalityKey != own?.phone?.equalityKey else {
            return []
        }
        let place = Place(
            id: MessageID(id),
            chat: chat,
            sender: sender,
            isFromMe: people.isFromMe
        )
        return people.identities.map { Item($0) } + edit(change, in: place)
    }

    /// What a change does to the message that its own key names.
    func edit(_ change: JSONValue, in place: Place) -> [Item] {
        guard let target = change["key"]?.text("id") else { return [] }
        if let edited = change["editedMessage"], edited.object != nil {
            let said = MessageContent(["message": edited]).content
            guard let said else { return [] }
            let edit = MessageEdit(
                message: MessageID(target),
                id: place.id,
                chat: place.chat,
                sender: place.sender,
                isFromMe: place.isFromMe,
                content: said
            )
            let moment = change.integer("timestampMs").map { Timestamp(milliseconds: Int64($0)) }
            return [Item(.event(.messageEdited(edit)), at: moment)]
        }
        // Zero is how the protocol numbers a deletion.
        guard change["type"]?.int == 0 || change["type"]?.string == "REVOKE" else { return [] }
        return [Item(.revoked(MessageID(target), chat: place.chat))]
    }

    /// `messages.update`: how far a message came.
    ///
    /// `DELETED` stands for whatever has no status, votes in a poll among them: those are no deletion.
    func update(_ json: JSONValue) -> [Item] {
        guard let id = json.text("keyId") ?? json["key"]?.text("id") else { return [] }
        let people = KeyPeople(json["key"] ?? json)
        let message = MessageID(id)
        guard let word = json.text("status") ?? json["update"]?.text("status") else { return [] }
        if word == "DELETED" {
            let isOther = json["pollUpdates"].map { !$0.isNull } ?? false
            guard !isOther, json["message"]?.object == nil, let chat = people.chat else {
                return []
            }
            return [Item(.revoked(message, chat: chat))]
        }
        guard let status = MessageStatus(evolution: word) else { return [] }
        let participant = people.chat?.isGroup == true ? people.participant : nil
        return people.identities.map { Item($0) }
            + [Item(.status(message, status, chat: people.chat, participant: participant))]
    }

    /// `messages.delete`: the key itself, or a row of the database that has it.
    func deletion(_ json: JSONValue) -> [Item] {
        let key = json["key"]?.object == nil ? json : json["key"] ?? json
        let people = KeyPeople(key)
        guard let id = key.text("id"), let chat = people.chat else { return [] }
        return people.identities.map { Item($0) } + [Item(.revoked(MessageID(id), chat: chat))]
    }
}
