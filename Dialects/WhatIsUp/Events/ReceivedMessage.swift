import DialectKit

/// The `data` of `message.received`.
struct ReceivedMessage {
    let message: Message

    init(_ message: Message) { self.message = message }

    /// Writes the members, without the braces.
    ///
    /// `from` is what an answer has as its `to`: a person's digits as in the vendor's example, or a
    /// group's id with the writer in `participant`, which is assumed after the newer `message.status`.
    func write(_ writer: inout JSONWriter) {
        let isGroup = message.chat.isGroup
        writer.member("from", isGroup ? message.chat.jid : message.sender.whatIsUpSender)
        if isGroup { writer.member("participant", message.sender.whatIsUpSender) }
        writer.member("body") { writer in Self.write(message.content, &writer) }
        writer.member("received_at", message.sentAt.iso8601)
        writer.member("message_id", message.id.text)
    }

    /// What was said; all but text is assumed.
    private static func write(_ content: Content, _ writer: inout JSONWriter) {
        switch content {
        case .text(let text): write("text", text.text, &writer)
        case .media(let media): write(media, &writer)
        case .list(let list): write("list", list.body, &writer)
        case .buttons(let buttons): write("buttons", buttons.body, &writer)
        case .poll(let poll):
            write("poll", poll.question, &writer)
            writer.memberArray("options") { writer in
                for option in poll.options { writer.string(option) }
            }
        case .reply(let reply):
            write(reply.kind == .list ? "list_reply" : "button_reply", reply.title, &writer)
            writer.member("id", reply.id)
        }
    }

    private static func write(_ type: String, _ text: String, _ writer: inout JSONWriter) {
        writer.member("type", type)
        writer.member("text", text)
    }

    private static func write(_ media: MediaContent, _ writer: inout JSONWriter) {
        writer.member("type", media.kind.whatIsUpType)
        writer.member("media_url", media.shownURL)
        writer.member("mime_type", media.kept?.mediaType ?? media.mediaType)
        writer.member("caption", media.caption)
        if media.kind == .document { writer.member("filename", media.fileName) }
    }
}

extension Address {
    /// Bare digits where there is a number, as in the vendor's example; the full id otherwise.
    var whatIsUpSender: String { phone?.digits ?? jid }
}

extension MediaContent {
    /// Where the file is: for a kept one, the encrypted copy on WhatsApp's servers.
    fileprivate var shownURL: String? {
        switch source {
        case .url(let url): url
        case .kept(let kept): kept.encryptedURL
        case .bytes: nil
        }
    }
}

extension MediaContent.Kind {
    /// The vendor's types, with `video` beside them.
    fileprivate var whatIsUpType: String {
        switch self {
        case .image: "image"
        case .video, .videoNote: "video"
        case .audio, .voice: "audio"
        case .document: "document"
        case .sticker: "sticker"
        }
    }
}
