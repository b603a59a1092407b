import DialectKit

extension WhatIsUpHook {
    /// Somebody wrote.
    ///
    /// The page's example has no id: an event without one lends its own.
    var received: [Observation]? {
        guard let from = address("from"), let content = body,
            let id = text("message_id") ?? (id.isEmpty ? nil : id)
        else { return nil }
        let moment = text("received_at").flatMap(Timestamp.init(iso8601WithZone:)) ?? now
        let message = Message(
            id: MessageID(id),
            chat: from,
            sender: from.isGroup ? address("participant") ?? from : from,
            isFromMe: false,
            isFromAPI: false,
            sentAt: moment,
            content: content,
            status: .delivered
        )
        return [Observation(.message(message), at: moment)]
    }

    /// A message came so far; who sent it, or whom it reached, is told for groups alone.
    func status(_ status: MessageStatus) -> [Observation]? {
        guard let id = text("message_id") else { return nil }
        let kind = Observation.Kind.status(
            MessageID(id),
            status,
            chat: address("to"),
            participant: address("participant")
        )
        return [Observation(kind, at: now)]
    }

    /// The newer generation's one event for all of a message's progress; its time is in seconds.
    var statusByWord: [Observation]? {
        let words: [MessageStatus] = [.sent, .delivered, .read, .played, .failed]
        guard let told = words.first(where: { $0.name == text("status") }) else { return nil }
        guard let moment = data["timestamp"]?.moment else { return status(told) }
        return status(told)?.map { Observation($0.kind, at: moment) }
    }
}

extension WhatIsUpHook {
    /// What was said, nil for a type that is not known; all but text is assumed.
    private var body: Content? {
        guard let body = data["body"]?.object, let type = body["type"]?.string else { return nil }
        let words = body["text"]?.string ?? ""
        return switch type {
        case "text": .text(TextContent(words))
        case "list":
            .list(ListContent(title: "", body: words, footer: "", button: "", sections: []))
        case "buttons": .buttons(ButtonsContent(body: words, buttons: []))
        case "poll":
            .poll(
                PollContent(
                    question: words,
                    options: (body["options"]?.array ?? []).prefix(64).compactMap(\.string)
                )
            )
        case "list_reply": .reply(Self.reply(.list, words, body))
        case "button_reply": .reply(Self.reply(.button, words, body))
        default: MediaContent.Kind(rawValue: type).map { .media(Self.media($0, body)) }
        }
    }

    private static func reply(
        _ kind: ReplyContent.Kind,
        _ title: String,
        _ body: JSONObject
    ) -> ReplyContent {
        ReplyContent(kind: kind, id: body["id"]?.string ?? "", title: title)
    }

    /// A file; one that the vendor does not offer has no URL.
    private static func media(_ kind: MediaContent.Kind, _ body: JSONObject) -> MediaContent {
        MediaContent(
            kind: kind,
            source: .url(body["media_url"]?.string ?? ""),
            mediaType: body["mime_type"]?.string,
            fileName: body["filename"]?.string,
            caption: body["caption"]?.string
        )
    }
}
