import DialectKit

/// What a message of the protocol says, out of the nest of wrappers that it may come in.
struct MessageContent {
    private let json: JSONValue
    private let body: JSONValue

    /// Takes `{message, contextInfo?, messageTimestamp?, …}`.
    init(_ json: JSONValue) {
        self.json = json
        body = Self.unwrapped(json["message"] ?? .null)
    }

    /// The message inside wrappers, of which there are a few at most.
    static func unwrapped(_ message: JSONValue) -> JSONValue {
        var message = message
        for _ in 0..<4 {
            guard let inner = wrappers.lazy.compactMap({ message[$0]?["message"] }).first else {
                break
            }
            message = inner
        }
        return message
    }

    private static let wrappers = [
        "ephemeralMessage", "viewOnceMessage", "viewOnceMessageV2", "viewOnceMessageV2Extension",
        "documentWithCaptionMessage", "editedMessage",
    ]

    /// When it was sent, nil when that is not told.
    var sentAt: Timestamp? { json.moment("messageTimestamp") }

    /// A change of another message, nil when it is none.
    var change: JSONValue? { body["protocolMessage"].flatMap { $0.object == nil ? nil : $0 } }

    /// What it says, nil when it is of a kind that has no place here.
    var content: Content? {
        if let text = body["conversation"]?.string { return .text(text: text, mentions) }
        if let text = body["extendedTextMessage"]?["text"]?.string {
            return .text(text: text, mentions)
        }
        return media ?? Self.interactive(body)
    }

    private var mentions: [Address] {
        (context?["mentionedJid"]?.array ?? []).prefix(1024).compactMap { $0.string }
            .compactMap { Address(parsing: $0) }
    }

    /// What surrounds it: beside the message, or inside its kind.
    private var context: JSONValue? {
        if let outer = json["contextInfo"], outer.text("stanzaId") != nil { return outer }
        let inner = body.object?.members.lazy.compactMap { $0.value["contextInfo"] }.first
        return inner ?? json["contextInfo"]
    }

    /// Whether it is marked as forwarded.
    var isForwarded: Bool { context?["isForwarded"]?.bool ?? false }

    /// The message it answers, nil when none.
    var quote: Quote? {
        guard let context, let id = context.text("stanzaId") else { return nil }
        let quoted = context["quotedMessage"].flatMap { MessageContent(["message": $0]).content }
        return Quote(id: MessageID(id), sender: context.address("participant"), content: quoted)
    }

    /// The reaction that it is, nil when it is none.
    func reaction(_ place: HookBody.Place) -> Reaction? {
        guard let json = body["reactionMessage"], let key = json["key"], let id = key.text("id")
        else {
            return nil
        }
        return Reaction(
            id: place.id,
            message: MessageID(id),
            chat: place.chat,
            sender: place.sender,
            isFromMe: place.isFromMe,
            isOnOwnMessage: key["fromMe"]?.bool ?? false,
            emoji: json["text"]?.string ?? ""
        )
    }

    /// The vote that it is, nil when it is none or its options were not decrypted.
    func vote(_ place: HookBody.Place, by own: Address?) -> PollVote? {
        guard let json = body["pollUpdateMessage"],
            let poll = json["pollCreationMessageKey"]?.text("id"),
            let options = json["vote"]?["selectedOptions"]?.array
        else { return nil }
        let words = options.compactMap(\.string)
        guard words.count == options.count else { return nil }
        return PollVote(
            id: place.id,
            poll: MessageID(poll),
            chat: place.chat,
            voter: place.isFromMe ? own ?? place.sender : place.sender,
            isFromMe: place.isFromMe,
            options: words
        )
    }

    // MARK: - Files

    private static let files: [(key: String, kind: MediaContent.Kind)] = [
        ("imageMessage", .image), ("videoMessage", .video), ("ptvMessage", .videoNote),
        ("audioMessage", .audio), ("documentMessage", .document), ("stickerMessage", .sticker),
    ]

    private var media: Content? {
        for (key, kind) in Self.files {
            guard let file = body[key], file.object != nil else { continue }
            guard let source = source(of: file) else { return nil }
            let isVoice = kind == .audio && file["ptt"]?.bool == true
            return .media(
                MediaContent(
                    kind: isVoice ? .voice : kind,
                    source: source,
                    mediaType: file.text("mimetype"),
                    fileName: file.text("fileName"),
                    caption: file.text("caption"),
                    isViewOnce: file["viewOnce"]?.bool ?? false,
                    isGIF: file["gifPlayback"]?.bool ?? false
                )
            )
        }
        return nil
    }

    /// Its bytes, the URL at which the server keeps it, or WhatsApp's own encrypted copy.
    private func source(of file: JSONValue) -> MediaContent.Source? {
        let message = json["message"] ?? .null
        if let bytes = (message.text("base64") ?? body.text("base64")).flatMap({ Base64.decode($0) }
        ),
            !bytes.isEmpty
        {
            return .bytes(bytes)
        }
        if let url = message.text("mediaUrl") ?? body.text("mediaUrl") { return .url(url) }
        return KeptMedia(protocol: file).map { .kept($0) } ?? file.text("url").map { .url($0) }
    }
}

extension Content {
    fileprivate static func text(text: String, _ mentions: [Address]) -> Content {
        .text(TextContent(text, mentions: mentions))
    }
}

extension KeptMedia {
    /// The description of WhatsApp's encrypted copy, nil when it is not complete.
    fileprivate init?(protocol file: JSONValue) {
        guard let digest = file.bytes("fileSha256"), let key = file.bytes("mediaKey"),
            let encrypted = file.bytes("fileEncSha256"), let path = file.text("directPath")
        else { return nil }
        self.init(
            sha256: Hex.encode(digest),
            byteCount: max(0, file.integer("fileLength") ?? 0),
            mediaType: file.text("mimetype") ?? "application/octet-stream",
            mediaKey: Base64.encode(key),
            encryptedSHA256: Base64.encode(encrypted),
            directPath: path,
            encryptedURL: file.text("url") ?? "https://mmg.whatsapp.net" + path
        )
    }
}
