import DialectKit

extension ZapyAPIHook {
    /// The event `message`: messages of every kind, reactions, votes and calls.
    var message: [Observation] {
        guard let id = text("messageId") ?? text("id"), let chat, let sender else {
            return notUnderstood(ZapyAPIEvent.message.rawValue)
        }
        let type = text("type") ?? "text"
        let place = Place(id: id, chat: chat, sender: sender)
        let kind: Observation.Kind? =
            switch type {
            case "reaction": reaction(place).map { .event(.messageReaction($0)) }
            case "poll_vote": vote(place).map { .event(.messagePollVote($0)) }
            case "call": .event(.callOffered(call(place)))
            default: content(type).map { .message(message($0, place)) }
            }
        guard let kind else {
            return notUnderstood("\(ZapyAPIEvent.message.rawValue).\(type)")
        }
        return [Observation(kind, at: moment)]
    }

    /// Which message it is, where, and whose.
    private struct Place {
        let id: String
        let chat: Address
        let sender: Address
    }

    private var isFromMe: Bool { object["fromMe"]?.bool == true }

    /// The chat; without one, whoever wrote to the account.
    private var chat: Address? { address("chatId") ?? (isFromMe ? nil : address("from")) }

    private var sender: Address? {
        if isFromMe { return own ?? address("from") }
        return address("participant") ?? address("from") ?? chat
    }

    private func message(_ content: Content, _ place: Place) -> Message {
        Message(
            id: MessageID(place.id),
            chat: place.chat,
            sender: place.sender,
            senderName: text("pushName") ?? "",
            isFromMe: isFromMe,
            isFromAPI: false,
            sentAt: moment,
            content: content,
            quoted: text("quoteMessageId").map { Quote(id: MessageID($0)) },
            status: isFromMe ? .sent : .delivered
        )
    }

    private func reaction(_ place: Place) -> Reaction? {
        guard let target = text("reactedMessageId") else { return nil }
        return Reaction(
            id: MessageID(place.id),
            message: MessageID(target),
            chat: place.chat,
            sender: place.sender,
            isFromMe: isFromMe,
            isOnOwnMessage: false,
            emoji: text("message") ?? ""
        )
    }

    private func vote(_ place: Place) -> PollVote? {
        guard let poll = text("pollMessageId") else { return nil }
        return PollVote(
            id: MessageID(place.id),
            poll: MessageID(poll),
            chat: place.chat,
            voter: place.sender,
            isFromMe: isFromMe,
            options: texts("selectedOptions")
        )
    }

    private func call(_ place: Place) -> Call {
        Call(
            id: place.id,
            from: place.sender,
            lid: nil,
            group: place.chat.isGroup ? place.chat : nil,
            isVideo: object["isVideo"]?.bool == true
        )
    }
}

extension ZapyAPIHook {
    /// What a message of that type says, nil for a type that is not known.
    ///
    /// Menus and buttons come with their words alone.
    private func content(_ type: String) -> Content? {
        let words = text("message") ?? ""
        return switch type {
        case "text": .text(TextContent(words))
        case "list":
            .list(ListContent(title: "", body: words, footer: "", button: "", sections: []))
        case "buttons": .buttons(ButtonsContent(body: words, buttons: []))
        case "poll":
            .poll(
                PollContent(
                    question: words,
                    options: texts("options"),
                    selectable: max(0, object["selectableCount"]?.int ?? 1)
                )
            )
        case "list_reply": .reply(reply(.list, words))
        case "button_reply": .reply(reply(.button, words))
        default: MediaContent.Kind(rawValue: type).map { .media(media($0)) }
        }
    }

    private func reply(_ kind: ReplyContent.Kind, _ words: String) -> ReplyContent {
        ReplyContent(kind: kind, id: text("selectedId") ?? "", title: words)
    }

    /// A file; one that the vendor does not offer has no URL.
    private func media(_ kind: MediaContent.Kind) -> MediaContent {
        MediaContent(
            kind: kind,
            source: .url(text("mediaUrl") ?? ""),
            mediaType: text("mimetype"),
            fileName: text("fileName"),
            caption: text("caption")
        )
    }

    private func texts(_ key: String) -> [String] {
        (object[key]?.array ?? []).prefix(64).compactMap(\.string)
    }
}
