import DialectKit

/// What the event `message` tells: messages of every kind, reactions, votes and calls.
///
/// The page says that polls and calls are among them and shows no members; all are assumed.
struct MessageData {
    /// What comes besides the members that all have.
    enum Extra {
        case none
        case media(MediaContent, url: String?)
        case poll(PollContent)
        case selection(id: String)
        case reaction(to: MessageID)
        case vote(in: MessageID, options: [String])
        case call(Call)
    }

    let instance: String
    let messageID: MessageID
    let chat: Address
    let sender: Address
    let isFromMe: Bool
    let pushName: String
    let type: String
    /// The words, nil where there are none.
    let text: String?
    var extra = Extra.none
    var quoted: MessageID?
    let at: Timestamp
}

extension MessageData {
    /// Reads what is to be told, nil when the message is not known any more.
    init?(_ view: EventView) {
        let instance = view.instance.name(in: .zapyAPI)
        let moment = view.event.at
        switch view.event.payload {
        case .messageReceived, .messageSent:
            guard let message = view.message else { return nil }
            self.init(message, in: instance, view.mediaURL)
        case .messageReaction(let reaction):
            self.init(reaction, by: view.name(reaction.sender), in: instance, at: moment)
        case .messagePollVote(let vote):
            self.init(vote, by: view.name(vote.voter), in: instance, at: moment)
        case .callOffered(let call):
            self.init(call, by: view.name(call.from), in: instance, at: moment)
        default: return nil
        }
    }

    private init(
        _ message: Message,
        in instance: String,
        _ url: (KeptMedia) -> String?
    ) {
        self.init(
            instance: instance,
            messageID: message.id,
            chat: message.chat,
            sender: message.sender,
            isFromMe: message.isFromMe,
            pushName: message.senderName,
            type: message.content.zapyAPIType,
            text: message.content.words,
            extra: Extra(message.content, url),
            quoted: message.quoted?.id,
            at: message.sentAt
        )
    }

    private init(
        _ reaction: Reaction,
        by name: String,
        in instance: String,
        at moment: Timestamp
    ) {
        self.init(
            instance: instance,
            messageID: reaction.id,
            chat: reaction.chat,
            sender: reaction.sender,
            isFromMe: reaction.isFromMe,
            pushName: name,
            type: "reaction",
            text: reaction.emoji,
            extra: .reaction(to: reaction.message),
            at: moment
        )
    }

    private init(
        _ vote: PollVote,
        by name: String,
        in instance: String,
        at moment: Timestamp
    ) {
        self.init(
            instance: instance,
            messageID: vote.id,
            chat: vote.chat,
            sender: vote.voter,
            isFromMe: vote.isFromMe,
            pushName: name,
            type: "poll_vote",
            text: nil,
            extra: .vote(in: vote.poll, options: vote.options),
            at: moment
        )
    }

    private init(
        _ call: Call,
        by name: String,
        in instance: String,
        at moment: Timestamp
    ) {
        self.init(
            instance: instance,
            messageID: MessageID(call.id),
            chat: call.group ?? call.from,
            sender: call.from,
            isFromMe: false,
            pushName: name,
            type: "call",
            text: nil,
            extra: .call(call),
            at: moment
        )
    }
}

extension EventView {
    /// The name that somebody shows, empty when it is not known.
    fileprivate func name(_ address: Address) -> String { contact(address)?.name ?? "" }
}

extension MessageData.Extra {
    /// What a content has besides its words.
    ///
    /// A file is where the gateway keeps it, for WhatsApp's own copy is encrypted.
    fileprivate init(_ content: Content, _ url: (KeptMedia) -> String?) {
        switch content {
        case .text, .list, .buttons: self = .none
        case .media(let media): self = .media(media, url: media.kept.flatMap(url))
        case .poll(let poll): self = .poll(poll)
        case .reply(let reply): self = .selection(id: reply.id)
        }
    }
}

extension Content {
    /// The vendor's word for the kind, as far as its routes and page have one.
    fileprivate var zapyAPIType: String {
        switch self {
        case .text: "text"
        case .media(let media): media.kind.zapyAPIType
        case .list: "list"
        case .buttons: "buttons"
        case .poll: "poll"
        case .reply(let reply): reply.kind == .list ? "list_reply" : "button_reply"
        }
    }

    /// The words that stand in `message`; those under a file stand in `caption`.
    fileprivate var words: String? {
        switch self {
        case .text(let text): text.text
        case .media: nil
        case .list(let list): list.body
        case .buttons(let buttons): buttons.body
        case .poll(let poll): poll.question
        case .reply(let reply): reply.title
        }
    }
}

extension MediaContent.Kind {
    fileprivate var zapyAPIType: String {
        switch self {
        case .image: "image"
        case .video, .videoNote: "video"
        case .audio, .voice: "audio"
        case .document: "document"
        case .sticker: "sticker"
        }
    }
}
