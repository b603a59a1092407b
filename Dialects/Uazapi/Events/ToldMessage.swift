import DialectKit

/// What the event `messages` tells: a message, or what WhatsApp carries like one: an edit, a
/// reaction, a vote.
struct ToldMessage {
    let id: MessageID
    let chat: Address
    let sender: Person
    let senderName: String
    let isFromMe: Bool
    let isFromAPI: Bool
    let sentAt: Timestamp
    /// The vendor's simplified type.
    var type = MessageTraits.Simplified.text
    /// What the file is, empty where there is none.
    var mediaType = ""
    /// The type as WhatsApp's protocol names it.
    var messageType = "ExtendedTextMessage"
    /// The words.
    var text = ""
    /// The raw content.
    var content = RawContent.text("")
    /// The bare id of the message it answers.
    var quoted = ""
    /// The bare id of the message it replaces.
    var edited = ""
    /// The bare id of the message it is a sign on.
    var reaction = ""
    /// The words of what was chosen.
    var vote = ""
    /// What can be chosen, separated by bars.
    var options = ""
    /// The id of the button or row that was chosen.
    var choice = ""
    var trackID = ""
    var trackSource = ""

    /// WhatsApp's content: its members, or a text alone in the shortest messages.
    enum RawContent {
        case text(String)
        case members((inout JSONWriter) -> Void)
    }

    /// What an event tells, nil when it is no message or its row is gone.
    init?(of view: EventView) {
        switch view.event.payload {
        case .messageReceived, .messageSent:
            guard let message = view.message else { return nil }
            self.init(message, in: view)
        case .messageEdited(let edit): self.init(edit, in: view)
        case .messageReaction(let reaction): self.init(reaction, in: view)
        case .messagePollVote(let vote): self.init(vote, in: view)
        default: return nil
        }
    }

    /// Something that has no row of its own; sent through the gateway when a command caused it.
    init(
        _ id: MessageID,
        in chat: Address,
        from sender: Address,
        isFromMe: Bool,
        _ view: EventView
    ) {
        self.id = id
        self.chat = chat
        self.sender = isFromMe ? view.me ?? view.person(sender) : view.person(sender)
        self.isFromMe = isFromMe
        isFromAPI = isFromMe && view.event.cause != nil
        sentAt = view.event.at
        let known = view.message.flatMap {
            !isFromMe && $0.sender.isSamePerson(as: sender) ? $0.senderName : nil
        }
        senderName = isFromAPI ? "" : known ?? view.pushName(sender)
    }

    /// A message of the journal.
    init(_ message: Message, in view: EventView) {
        id = message.id
        chat = message.chat
        sender =
            message.isFromMe ? view.me ?? view.person(message.sender) : view.person(message.sender)
        isFromMe = message.isFromMe
        isFromAPI = message.isFromAPI
        senderName = message.isFromAPI ? "" : message.senderName
        sentAt = message.sentAt
        quoted = message.quoted?.id.text ?? ""
        trackID = message.clientReference ?? ""
        trackSource = message.clientSource ?? ""
        take(message.content, of: message)
    }

    /// A new text for a message; it comes with an id of its own and names the one it replaces.
    init(_ edit: MessageEdit, in view: EventView) {
        self.init(edit.id, in: edit.chat, from: edit.sender, isFromMe: edit.isFromMe, view)
        let message = Message(
            id: edit.id,
            chat: edit.chat,
            sender: edit.sender,
            isFromMe: edit.isFromMe,
            // Edits were seen as ExtendedTextMessage only, which is what the gateway's own texts are.
            isFromAPI: true,
            sentAt: view.event.at,
            content: edit.content
        )
        take(edit.content, of: message)
        edited = edit.message.text
    }

    /// A sign on a message.
    init(_ reaction: Reaction, in view: EventView) {
        self.init(
            reaction.id,
            in: reaction.chat,
            from: reaction.sender,
            isFromMe: reaction.isFromMe,
            view
        )
        let time = view.event.at.milliseconds
        type = .reaction
        messageType = "ReactionMessage"
        text = reaction.emoji
        content = .members { writer in
            writer.member("key") { writer in
                writer.member("remoteJID", reaction.chat.jid)
                writer.member("fromMe", reaction.isOnOwnMessage)
                writer.member("ID", reaction.message.text)
            }
            writer.member("senderTimestampMS", time)
        }
        self.reaction = reaction.message.text
    }

    /// A vote, whose encrypted copy is not made up.
    init(_ vote: PollVote, in view: EventView) {
        self.init(vote.id, in: vote.chat, from: vote.voter, isFromMe: vote.isFromMe, view)
        let isOwnPoll = view.message?.isFromMe ?? false
        type = .poll
        messageType = "PollUpdateMessage"
        content = .members { writer in
            writer.member("pollCreationMessageKey") { writer in
                writer.member("remoteJID", vote.chat.jid)
                writer.member("fromMe", isOwnPoll)
                writer.member("ID", vote.poll.text)
            }
        }
        quoted = vote.poll.text
        self.vote = vote.options.joined(separator: ", ")
    }
}

extension ToldMessage {
    /// The identity shown as `sender`: the LID where it is known, and the phone in API echoes.
    var shownSender: String { isFromAPI ? sender.dialable : sender.jid }

    /// The event that tells it, with its chat.
    func telling(in view: EventView) -> Telling {
        var telling = Telling(
            .messages,
            part: "message",
            chat: ChatObject(of: self, in: view),
            write: { writer in write(&writer, in: view) }
        )
        telling.note = ("chatSource", "updated")
        telling.traits = MessageTraits(
            isFromMe: isFromMe,
            isFromAPI: isFromAPI,
            isGroup: chat.isGroup,
            type: type
        )
        telling.streamed = { writer in
            writer.member("from", sender.dialable)
            writer.member("to", isFromMe || chat.isGroup ? chat.jid : view.me?.dialable ?? "")
            writer.member("timestamp", sentAt.milliseconds)
        }
        return telling
    }
}
