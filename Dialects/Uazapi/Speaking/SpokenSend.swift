import DialectKit

/// Every `/send/…`, spoken.
///
/// The `track_id` is the gateway's own reference, by which an echo and a search tell the message
/// again; the vendor never dedupes by it.
enum SpokenSend {
    static func say(
        _ command: SendMessage,
        _ context: SpokenContext
    ) throws(CommandFailure) -> Conversation<SendMessage.Outcome> {
        guard isReachable(command.recipient) else {
            throw CommandFailure(.capabilityUnsupported, "This upstream sends nothing to lists")
        }
        let isChannel = if case .newsletter = command.recipient { true } else { false }
        guard !isChannel || command.content.isPlain else {
            throw CommandFailure(
                .capabilityUnsupported,
                "This upstream sends texts and files alone to channels"
            )
        }
        let said = try SpokenContent(command.content)
        let body = said.body(with: command, reference: context.reference)
        let request = try UpstreamRequest.uazapi(
            .post,
            said.path,
            body,
            effect: .once,
            in: context
        )
        return .asking(request) {
            (reply) throws(CommandFailure) -> Told<SendMessage.Outcome> in
            try end(command, try reply.uazapiJSON(context), context)
        }
    }

    private static func isReachable(_ recipient: Address) -> Bool {
        switch recipient {
        case .phone, .lid, .group, .newsletter: true
        case .broadcast, .status: false
        }
    }

    private static func end(
        _ command: SendMessage,
        _ json: JSONValue,
        _ context: SpokenContext
    ) throws(CommandFailure) -> Told<SendMessage.Outcome> {
        guard let sent = SentMessage(json) else { throw UpstreamReply.unreadable }
        guard sent.status != .failed else {
            throw CommandFailure(.upstreamRejected, "The upstream could not send the message")
        }
        let outcome = sent.outcome(of: command, context)
        return Told(outcome, observations: sent.identities(of: command, at: context.now))
    }
}

extension Content {
    /// Whether it is a text or a file, which are documented for channels.
    fileprivate var isPlain: Bool {
        switch self {
        case .text, .media: true
        case .list, .buttons, .poll, .reply: false
        }
    }
}

/// What an answer or a search tells of a message that was sent here.
struct SentMessage {
    /// WhatsApp's id of it.
    let id: String
    /// How far it has come.
    let status: MessageStatus
    private let json: JSONValue
    /// The chat that is told, be it by phone or by LID.
    private let told: Address?

    /// Reads a Message object, nil when it has no id.
    init?(_ json: JSONValue) {
        guard let id = MessageID(uazapi: json) else { return nil }
        self.id = id.text
        self.json = json
        told = json.address("chatid")
        status = MessageStatus(uazapiWord: json.text("status") ?? "") ?? .queued
    }

    /// The outcome of the send that it became.
    func outcome(of command: SendMessage, _ context: SpokenContext) -> SendMessage.Outcome {
        context.sent(
            command,
            as: id,
            chat: chat(of: command),
            at: json.moment("messageTimestamp"),
            status: status
        )
    }

    /// The chat that it came into: a phone is never given up for a LID.
    private func chat(of command: SendMessage) -> Address? {
        guard let told else { return nil }
        return told.lid != nil && command.recipient.phone != nil ? command.recipient : told
    }

    /// That the recipient's phone and LID are one person, where both are told.
    func identities(of command: SendMessage, at moment: Timestamp) -> [Observation] {
        Observation.identities(
            lid: told?.lid ?? json.lid("chatlid"),
            phone: told?.phone ?? command.recipient.phone,
            at: moment
        )
    }
}

extension MessageID {
    /// The bare id of a Message object: `messageid`, or what follows the owner in `id`.
    init?(uazapi json: JSONValue) {
        guard let text = json.spelling("messageid", "id") else { return nil }
        let colon = text.utf8.lastIndex(of: UInt8(ascii: ":"))
        let bare = colon.map { text[text.utf8.index(after: $0)...] } ?? text[...]
        guard !bare.isEmpty else { return nil }
        self.init(String(bare))
    }
}

extension MessageStatus {
    /// Reads the vendor's `status` or `state` in any case, nil for other words.
    init?(uazapiWord word: String) {
        switch word.lowercased() {
        case "pending", "queued", "scheduled": self = .queued
        case "sent": self = .sent
        case "delivered": self = .delivered
        case "read": self = .read
        case "played": self = .played
        case "failed": self = .failed
        case "canceled": self = .canceled
        default: return nil
        }
    }
}
