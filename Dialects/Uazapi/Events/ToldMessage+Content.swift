import DialectKit

extension ToldMessage {
    /// Takes over what a message says, in the vendor's words.
    mutating func take(_ content: Content, of message: Message) {
        messageType = content.uazapiType
        text = content.uazapiText
        let raw = MessageContent(message: message)
        self.content = .members { writer in raw.write(&writer) }
        switch content {
        case .text(let words): take(words, of: message)
        case .media(let media):
            type = .media
            mediaType = media.uazapiMediaType
        case .poll(let poll): take(poll)
        case .reply(let reply): take(reply)
        // As a text, for the pages name no type of their own for menus and buttons (assumed).
        case .list, .buttons: break
        }
    }

    /// Words alone are `Conversation`, and their content is a text; the gateway's own and those with
    /// a context are `ExtendedTextMessage`.
    private mutating func take(_ words: TextContent, of message: Message) {
        guard !message.isFromAPI else { return }
        if message.quoted == nil, words.mentions.isEmpty, !message.isForwarded {
            messageType = "Conversation"
            content = .text(words.text)
        } else {
            let raw = MessageContent(message: message)
            content = .members { writer in raw.writeReceived(words, &writer) }
        }
    }

    private mutating func take(_ poll: PollContent) {
        type = .poll
        options = poll.options.joined(separator: "|")
        content = .members { writer in
            writer.member("pollCreationMessageV3") { writer in
                writer.member("name", poll.question)
                writer.memberArray("options") { writer in
                    for option in poll.options {
                        writer.object { writer in writer.member("optionName", option) }
                    }
                }
                writer.member("selectableOptionsCount", poll.selectable)
            }
        }
    }

    /// The words of a choice stand in `vote`, and `text` is empty.
    private mutating func take(_ reply: ReplyContent) {
        type = .media
        text = ""
        vote = reply.title
        choice = reply.id
        let quoted = quoted
        switch reply.kind {
        case .list:
            mediaType = "list_response"
            content = .members { writer in
                writer.member("title", reply.title)
                // WhatsApp's number for a menu with one choice (assumed).
                writer.member("listType", 1)
                writer.member("singleSelectReply") { $0.member("selectedRowID", reply.id) }
                writer.member("contextInfo") { $0.member("stanzaID", quoted) }
            }
        case .button:
            content = .members { writer in
                writer.member("selectedButtonID", reply.id)
                writer.member("Response") { $0.member("SelectedDisplayText", reply.title) }
                writer.member("contextInfo") { $0.member("stanzaID", quoted) }
            }
        }
    }
}

extension MediaContent {
    /// The vendor's word for what the file is; a round film counts as a film (assumed).
    fileprivate var uazapiMediaType: String {
        switch kind {
        case .image: "image"
        case .video: isGIF ? "gif" : "video"
        case .videoNote: "video"
        case .audio: "audio"
        case .voice: "ptt"
        case .document: "document"
        case .sticker: "sticker"
        }
    }
}
