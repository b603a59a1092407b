import DialectKit

extension JSONWriter {
    /// Writes the members of a sent message: its key, what it says, when, and `PENDING`.
    ///
    /// The vendor answers before WhatsApp does, so the status is always the first one.
    mutating func sentMessage(_ message: Message) {
        member("key") { json in
            json.member("remoteJid", message.chat.jid)
            json.member("fromMe", message.isFromMe)
            json.member("id", message.id.text)
        }
        member("message") { json in
            json.content(message.content, quoting: message.quoted, sentAt: message.sentAt)
        }
        member("messageTimestamp", String(message.sentAt.seconds))
        member("status", "PENDING")
    }

    /// Writes the one member of WhatsApp's protocol that holds what the message says.
    mutating func content(
        _ content: Content,
        quoting quote: Quote? = nil,
        sentAt: Timestamp
    ) {
        member(MemberName(content.messageName(quoting: quote))) { json in
            switch content {
            case .text(let text):
                json.member("text", text.text)
                json.contextInfo(text.mentions, quote, sentAt)
            case .media(let media):
                json.media(media, sentAt)
                json.contextInfo([], quote, sentAt)
            case .list(let list): json.list(list)
            case .buttons(let buttons): json.template(buttons, sentAt)
            case .poll(let poll): json.poll(poll)
            case .reply(let reply): json.reply(reply, quote, sentAt)
            }
        }
    }

    private mutating func poll(_ poll: PollContent) {
        member("name", poll.question)
        memberArray("options") { json in
            for option in poll.options { json.object { $0.member("optionName", option) } }
        }
        member("selectableOptionsCount", poll.selectable)
    }

    private mutating func reply(_ reply: ReplyContent, _ quote: Quote?, _ sentAt: Timestamp) {
        switch (reply.kind, quote?.content) {
        case (.list, _):
            member("title", reply.title)
            member("listType", 1)
            member("singleSelectReply") { $0.member("selectedRowId", reply.id) }
        case (.button, .buttons(let asked)):
            member("selectedId", reply.id)
            member("selectedDisplayText", reply.title)
            if let index = asked.index(of: reply) { member("selectedIndex", index) }
        case (.button, _):
            member("selectedButtonId", reply.id)
            member("selectedDisplayText", reply.title)
            member("type", 1)
        }
        contextInfo([], quote, sentAt)
    }

    private mutating func contextInfo(
        _ mentions: [Address],
        _ quote: Quote?,
        _ sentAt: Timestamp
    ) {
        guard quote != nil || !mentions.isEmpty else { return }
        member("contextInfo") { json in
            if let quote { json.quote(quote, sentAt) }
            guard !mentions.isEmpty else { return }
            json.memberArray("mentionedJid") { json in
                for mention in mentions { json.string(mention.jid) }
            }
        }
    }

    private mutating func quote(_ quote: Quote, _ sentAt: Timestamp) {
        member("stanzaId", quote.id.text)
        if let sender = quote.sender { member("participant", sender.jid) }
        guard let content = quote.content else { return }
        member("quotedMessage") { json in
            if case .text(let text) = content {
                json.member("conversation", text.text)
            } else {
                json.content(content, sentAt: sentAt)
            }
        }
    }
}

extension JSONWriter {
    /// Writes a file's members in the order of the vendor's example; a document shows no caption.
    ///
    /// What only WhatsApp's media servers could tell is left out while the bytes are not kept.
    fileprivate mutating func media(_ media: MediaContent, _ sentAt: Timestamp) {
        if media.kind == .sticker { return sticker(media, sentAt) }
        let kept = media.kept
        if let kept { member("url", kept.encryptedURL) }
        if let type = media.mediaType ?? kept?.mediaType { member("mimetype", type) }
        if let caption = media.caption, media.kind != .document { member("caption", caption) }
        if let kept {
            member("fileSha256", kept.base64SHA256)
            member("fileLength", String(kept.byteCount))
        }
        if media.kind == .audio || media.kind == .voice { member("ptt", media.kind == .voice) }
        if let kept { member("mediaKey", kept.mediaKey) }
        if let name = media.fileName, media.kind == .document { member("fileName", name) }
        if let kept {
            member("fileEncSha256", kept.encryptedSHA256)
            member("directPath", kept.directPath)
            member("mediaKeyTimestamp", String(sentAt.seconds))
        }
        if media.isGIF { member("gifPlayback", true) }
        if media.isViewOnce { member("viewOnce", true) }
    }
}

extension JSONWriter {
    /// Writes a sticker's members, which have an order of their own.
    ///
    /// The gateway does not look into pictures: no sticker is told to be animated (assumed).
    private mutating func sticker(_ media: MediaContent, _ sentAt: Timestamp) {
        let kept = media.kept
        if let kept {
            member("url", kept.encryptedURL)
            member("fileSha256", kept.base64SHA256)
            member("fileEncSha256", kept.encryptedSHA256)
            member("mediaKey", kept.mediaKey)
        }
        if let type = media.mediaType ?? kept?.mediaType { member("mimetype", type) }
        if let kept {
            member("directPath", kept.directPath)
            member("fileLength", String(kept.byteCount))
            member("mediaKeyTimestamp", String(sentAt.seconds))
        }
        member("isAnimated", false)
        member("stickerSentTs", String(sentAt.milliseconds))
        member("isAvatar", false)
    }

    /// Writes a document's members with its caption, which only phones send.
    mutating func captioned(_ document: MediaContent, _ sentAt: Timestamp) {
        media(document, sentAt)
        if let caption = document.caption { member("caption", caption) }
    }
}

extension Content {
    /// The member of WhatsApp's protocol that holds such a content.
    ///
    /// Buttons are sent as a template, so whoever chose among them answers a template.
    func messageName(quoting quote: Quote?) -> String {
        switch self {
        case .text: "extendedTextMessage"
        case .media(let media): media.kind.messageName
        case .list: "listMessage"
        case .buttons: "templateMessage"
        case .poll: "pollCreationMessageV3"
        case .reply(let reply):
            switch (reply.kind, quote?.content) {
            case (.list, _): "listResponseMessage"
            case (.button, .buttons): "templateButtonReplyMessage"
            case (.button, _): "buttonsResponseMessage"
            }
        }
    }
}

extension ButtonsContent {
    /// Which of the buttons was chosen.
    fileprivate func index(of reply: ReplyContent) -> Int? {
        buttons.firstIndex { $0.action == .reply(id: reply.id) }
    }
}

extension MediaContent.Kind {
    /// The member of WhatsApp's protocol that holds such a file.
    fileprivate var messageName: String {
        switch self {
        case .image: "imageMessage"
        case .video: "videoMessage"
        case .videoNote: "ptvMessage"
        case .audio, .voice: "audioMessage"
        case .document: "documentMessage"
        case .sticker: "stickerMessage"
        }
    }
}

extension JSONWriter {
    fileprivate mutating func list(_ list: ListContent) {
        member("title", list.title)
        member("description", list.body)
        member("buttonText", list.button)
        member("listType", "SINGLE_SELECT")
        memberArray("sections") { json in
            for section in list.sections { json.object { $0.section(section) } }
        }
        member("footerText", list.footer)
    }

    /// Writes a section's members.
    mutating func section(_ section: ListContent.Section) {
        member("title", section.title)
        memberArray("rows") { json in
            for row in section.rows {
                json.object { json in
                    json.member("title", row.title)
                    json.member("description", row.description)
                    json.member("rowId", row.id)
                }
            }
        }
    }

    fileprivate mutating func template(_ content: ButtonsContent, _ sentAt: Timestamp) {
        member("hydratedTemplate") { json in
            json.member("hydratedContentText", content.body)
            if let footer = content.footer { json.member("hydratedFooterText", footer) }
            json.memberArray("hydratedButtons") { json in
                for (index, button) in content.buttons.enumerated() {
                    json.object { $0.button(button, index: index) }
                }
            }
            if let title = content.title { json.member("hydratedTitleText", title) }
            guard let header = content.header else { return }
            json.member(MemberName(header.kind.messageName)) { $0.media(header, sentAt) }
        }
    }

    /// Writes a button; WhatsApp's templates have no copy button, so that member's name is assumed.
    private mutating func button(_ button: ButtonsContent.Button, index: Int) {
        let (name, member, value) =
            switch button.action {
            case .reply(let id): ("quickReplyButton", "id", id)
            case .url(let url): ("urlButton", "url", url)
            case .call(let number): ("callButton", "phoneNumber", number)
            case .copy(let text): ("copyButton", "copyCode", text)
            }
        self.member("index", index)
        self.member(MemberName(name)) { json in
            json.member("displayText", button.title)
            json.member(MemberName(member), value)
        }
    }
}
