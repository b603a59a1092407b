import DialectKit

/// What a message event tells: a message, the new words of one, a reaction or a vote.
struct MessageEvent {
    /// What stands under `message`.
    enum Body {
        case content(WebhookContent)
        case reaction(EventKey, emoji: String)
        case vote(EventKey, options: [String])
    }

    let key: EventKey
    let at: Timestamp
    /// The name that the writer shows, empty when nobody knows.
    let pushName: String
    let isFromAPI: Bool
    var isEdit = false
    let body: Body

    /// `messageType`: the first member of `message`.
    var type: String {
        switch body {
        case .content(let content): content.type
        case .reaction: "reactionMessage"
        case .vote: "pollUpdateMessage"
        }
    }
}

extension MessageEvent {
    /// Reads what is to be told, nil when the message is not known any more.
    init?(_ view: EventView) {
        switch view.event.payload {
        case .messageReceived, .messageSent:
            guard let message = view.message else { return nil }
            self.init(message)
        case .messageEdited(let edit): self.init(edit, of: view.message, at: view.event.at)
        case .messageReaction(let reaction): self.init(reaction, in: view)
        case .messagePollVote(let vote): self.init(vote, in: view)
        default: return nil
        }
    }

    private init(_ message: Message) {
        self.init(
            key: EventKey(message),
            at: message.sentAt,
            pushName: message.senderName,
            isFromAPI: message.isFromAPI,
            body: .content(WebhookContent(message))
        )
    }

    /// The new words under the message's own id.
    private init(_ edit: MessageEdit, of message: Message?, at moment: Timestamp) {
        let isFromAPI = message?.isFromAPI ?? false
        self.init(
            key: EventKey(
                chat: edit.chat,
                id: edit.message,
                isFromMe: edit.isFromMe,
                sender: edit.sender
            ),
            at: moment,
            pushName: message?.senderName ?? "",
            isFromAPI: isFromAPI,
            isEdit: true,
            body: .content(
                WebhookContent(
                    content: edit.content,
                    quote: message?.quoted,
                    isFromAPI: isFromAPI,
                    sentAt: moment
                )
            )
        )
    }

    private init(_ reaction: Reaction, in view: EventView) {
        let target = EventKey(
            chat: reaction.chat,
            id: reaction.message,
            isFromMe: reaction.isOnOwnMessage,
            sender: view.message?.sender
        )
        self.init(
            key: EventKey(
                chat: reaction.chat,
                id: reaction.id,
                isFromMe: reaction.isFromMe,
                sender: reaction.sender
            ),
            at: view.event.at,
            pushName: view.contact(reaction.sender)?.name ?? "",
            isFromAPI: false,
            body: .reaction(target, emoji: reaction.emoji)
        )
    }

    private init(_ vote: PollVote, in view: EventView) {
        let target = EventKey(
            chat: vote.chat,
            id: vote.poll,
            isFromMe: view.message?.isFromMe ?? false,
            sender: view.message?.sender
        )
        self.init(
            key: EventKey(
                chat: vote.chat,
                id: vote.id,
                isFromMe: vote.isFromMe,
                sender: vote.voter
            ),
            at: view.event.at,
            pushName: view.contact(vote.voter)?.name ?? "",
            isFromAPI: false,
            body: .vote(target, options: vote.options)
        )
    }
}

extension EventKey {
    /// The key of a message.
    init(_ message: Message) {
        self.init(
            chat: message.chat,
            id: message.id,
            isFromMe: message.isFromMe,
            sender: message.sender
        )
    }
}
