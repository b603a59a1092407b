import DialectKit

/// What a Message object of the vendor says, read by its `messageType`.
struct ToldContent {
    private let json: JSONValue
    private let raw: JSONValue
    private let type: String

    init(_ json: JSONValue) {
        self.json = json
        raw = json["content"] ?? .null
        type = json.text("messageType") ?? ""
    }

    /// The content, nil when it is of a kind without a canonical form and without words.
    var content: Content? {
        if let kind = mediaKind { return .media(media(kind)) }
        if type.hasPrefix("PollCreationMessage") { return .poll(poll) }
        if let reply { return .reply(reply) }
        // Contacts have their words in `text`; menus that were sent have their body there.
        let text = json.text("text") ?? raw.string ?? raw.text("text") ?? ""
        let isText = type == "Conversation" || type == "ExtendedTextMessage" || type.isEmpty
        guard isText || !text.isEmpty else { return nil }
        return .text(TextContent(text, mentions: mentions))
    }

    private var mentions: [Address] {
        let context = raw["contextInfo"] ?? .null
        return (context.texts("mentionedJID") + context.texts("mentionedJid"))
            .compactMap { Address(parsing: $0) }
    }

    // MARK: - Files

    private var mediaKind: MediaContent.Kind? {
        switch type {
        case "ImageMessage": .image
        case "VideoMessage": .video
        case "PtvMessage": .videoNote
        case "AudioMessage": json.text("mediaType") == "ptt" || raw.flag("PTT") ? .voice : .audio
        case "PttMessage": .voice
        case "DocumentMessage", "DocumentWithCaptionMessage": .document
        case "StickerMessage": .sticker
        default: nil
        }
    }

    private func media(_ kind: MediaContent.Kind) -> MediaContent {
        MediaContent(
            kind: kind,
            source: kept.map(MediaContent.Source.kept)
                ?? .url(json.text("fileURL") ?? raw.text("URL") ?? ""),
            mediaType: kept == nil ? raw.text("mimetype") : nil,
            fileName: raw.text("fileName"),
            caption: raw.text("caption") ?? json.text("text"),
            isViewOnce: raw.flag("viewOnce"),
            isGIF: raw.flag("gifPlayback") || json.text("mediaType") == "gif"
        )
    }

    /// The file as WhatsApp's servers have it, nil where a part of the description is missing.
    private var kept: KeptMedia? {
        guard let url = raw.text("URL"), let path = raw.text("directPath"),
            let key = raw.text("mediaKey"), let encrypted = raw.text("fileEncSHA256"),
            let hash = raw.text("fileSHA256").flatMap({ Base64.decode($0) })
        else { return nil }
        return KeptMedia(
            sha256: Hex.encode(hash),
            byteCount: max(0, raw["fileLength"]?.int ?? 0),
            mediaType: raw.text("mimetype") ?? "application/octet-stream",
            mediaKey: key,
            encryptedSHA256: encrypted,
            directPath: path,
            encryptedURL: url
        )
    }

    // MARK: - Polls and choices

    private var poll: PollContent {
        let told =
            raw.object?.members.first { $0.key.hasPrefix("pollCreationMessage") }?.value ?? raw
        let options = (told["options"]?.array ?? []).compactMap { $0.text("optionName") }
        return PollContent(
            question: json.text("text") ?? told.text("name") ?? "",
            options: options.isEmpty
                ? Self.split(json.text("convertOptions") ?? "", at: "|") : options,
            selectable: max(0, told["selectableOptionsCount"]?.int ?? 1)
        )
    }

    /// What was chosen: its id stands in `buttonOrListid` and its words in `vote`.
    private var reply: ReplyContent? {
        let kind: ReplyContent.Kind
        switch type {
        case "ListResponseMessage": kind = .list
        case "ButtonsResponseMessage", "TemplateButtonReplyMessage": kind = .button
        default: return nil
        }
        let row = raw["singleSelectReply"]?.text("selectedRowID")
        let words = raw["Response"]?.text("SelectedDisplayText") ?? raw.text("title")
        return ReplyContent(
            kind: kind,
            id: json.text("buttonOrListid") ?? row ?? raw.text("selectedButtonID") ?? "",
            title: json.text("vote") ?? words ?? ""
        )
    }

    /// The parts of a text between separators, none of an empty one.
    static func split(_ text: String, at separator: String) -> [String] {
        text.isEmpty ? [] : text.split(separator: separator).map(String.init)
    }
}
