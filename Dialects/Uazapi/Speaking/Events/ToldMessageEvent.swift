import DialectKit

/// `messages`, read: a message, or what WhatsApp carries like one; ``ToldMessage`` writes it.
///
/// `sender` alternates between phone and LID, so `sender_pn` is asked first; `chatid` is stable.
struct ToldMessageEvent {
    private let json: JSONValue
    private let chatObject: JSONValue
    private let context: SpokenContext
    private let id: MessageID
    private let chat: Address
    private let sender: Address
    private let isFromMe: Bool

    /// Reads a body, nil when it has no message with an id and a chat.
    init?(_ body: JSONValue, _ context: SpokenContext) {
        let json = body["message"] ?? .null
        let chatObject = body["chat"] ?? .null
        let told = json.address("chatid") ?? chatObject.address("wa_chatid")
        guard let id = MessageID(uazapi: json), let told else { return nil }
        self.json = json
        self.chatObject = chatObject
        self.context = context
        self.id = id
        isFromMe = json.flag("fromMe")
        if case .lid = told, let phone = Self.chatPhone(json, chatObject, isFromMe) {
            chat = .phone(phone)
        } else {
            chat = told
        }
        sender = Self.sender(json, chat, isFromMe: isFromMe, context)
    }

    /// What is told: who is who, and then what happened.
    func observations(at receivedAt: Timestamp) -> [Observation] {
        let moment = json.moment("messageTimestamp") ?? receivedAt
        let people = identities.map {
            Observation(.identity(lid: $0.lid, phone: $0.phone), at: moment)
        }
        return people + [Observation(kind(at: moment), at: moment)]
    }

    // MARK: - Who

    /// The phone of a chat that is named by its LID.
    private static func chatPhone(
        _ json: JSONValue,
        _ chat: JSONValue,
        _ isFromMe: Bool
    ) -> PhoneNumber? {
        chat.phone("wa_chatid", "phone") ?? (isFromMe ? nil : json.phone("sender_pn", "sender"))
    }

    private static func sender(
        _ json: JSONValue,
        _ chat: Address,
        isFromMe: Bool,
        _ context: SpokenContext
    ) -> Address {
        if isFromMe, let own = context.own { return own }
        return json.phone("sender_pn", "sender").map(Address.phone)
            ?? json.address("sender_lid", "sender") ?? chat
    }

    private var identities: [(lid: String, phone: PhoneNumber)] {
        var found: [(lid: String, phone: PhoneNumber)] = []
        let chatLID = json.lid("chatlid", "chatid") ?? chatObject.lid("wa_chatlid")
        if let lid = chatLID, let phone = chat.phone { found.append((lid, phone)) }
        if let lid = json.lid("sender_lid", "sender"),
            let phone = json.phone("sender_pn", "sender"),
            !found.contains(where: { $0.lid == lid })
        {
            found.append((lid, phone))
        }
        return found
    }

    // MARK: - What

    private func kind(at moment: Timestamp) -> Observation.Kind {
        let type = json.text("messageType") ?? ""
        if let target = json.text("edited").flatMap({ MessageID(bare: $0) }) {
            return edit(of: target)
        }
        if let target = json.text("reaction").flatMap({ MessageID(bare: $0) }) {
            return reaction(on: target)
        }
        if type == "PollUpdateMessage" { return vote ?? unknown(type) }
        guard let content = ToldContent(json).content else { return unknown(type) }
        return .message(message(content, at: moment))
    }

    private func message(_ content: Content, at moment: Timestamp) -> Message {
        Message(
            id: id,
            chat: chat,
            sender: sender,
            senderName: json.text("senderName") ?? "",
            isFromMe: isFromMe,
            isFromAPI: isFromMe && json.flag("wasSentByApi"),
            sentAt: moment,
            content: content,
            quoted: quote,
            isForwarded: isForwarded,
            status: isFromMe ? .sent : .delivered,
            clientReference: json.spelling("track_id"),
            clientSource: json.text("track_source")
        )
    }

    private var chatContext: JSONValue { json["content"]?["contextInfo"] ?? .null }

    /// `quoted` is a bare id; one receiver was also prepared for an object.
    private var quote: Quote? {
        let text = json.text("quoted") ?? json["quoted"]?.text("messageid", "id")
        guard let id = text.flatMap({ MessageID(bare: $0) }) else { return nil }
        return Quote(id: id, sender: chatContext.address("participant"))
    }

    private var isForwarded: Bool {
        chatContext.flag("isForwarded") || (chatContext["forwardingScore"]?.int ?? 0) > 0
    }

    private func edit(of target: MessageID) -> Observation.Kind {
        let content = ToldContent(json).content ?? .text(TextContent(json.text("text") ?? ""))
        return .event(
            .messageEdited(
                MessageEdit(
                    message: target,
                    id: id,
                    chat: chat,
                    sender: sender,
                    isFromMe: isFromMe,
                    content: content
                )
            )
        )
    }

    /// A sign that is taken away has an empty `text`.
    private func reaction(on target: MessageID) -> Observation.Kind {
        let isOnOwn = json["content"]?["key"]?.flag("fromMe") ?? false
        return .event(
            .messageReaction(
                Reaction(
                    id: id,
                    message: target,
                    chat: chat,
                    sender: sender,
                    isFromMe: isFromMe,
                    isOnOwnMessage: isOnOwn,
                    emoji: json.text("text") ?? ""
                )
            )
        )
    }

    /// The options' words are joined by commas, so an option that holds one cannot be told apart.
    private var vote: Observation.Kind? {
        let key = json["content"]?["pollCreationMessageKey"]?.text("ID")
        let target = json.text("quoted") ?? key
        guard let poll = target.flatMap({ MessageID(bare: $0) }) else { return nil }
        let options = ToldContent.split(json.text("vote") ?? "", at: ", ")
        return .event(
            .messagePollVote(
                PollVote(
                    id: id,
                    poll: poll,
                    chat: chat,
                    voter: sender,
                    isFromMe: isFromMe,
                    options: options
                )
            )
        )
    }

    private func unknown(_ type: String) -> Observation.Kind {
        let excerpt: JSONObject = ["messageid": .string(id.text), "chatid": .string(chat.jid)]
        return Observation.raw("messages." + type, excerpt, at: context.now).kind
    }
}
