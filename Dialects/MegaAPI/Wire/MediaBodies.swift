import DialectKit

/// The members that every media route takes under `messageData`, besides `to` and the file.
struct MediaFields {
    private let kind: MediaContent.Kind
    private let mediaType: String?
    private let fileName: String?
    private let caption: String?
    private let isViewOnce: Bool
    private let isGIF: Bool

    /// Reads the members.
    ///
    /// The attribute table spells one member `mineType`, every example `mimeType`; both are read.
    /// `caption` "works only on image and video", so it is not sent with anything else.
    init(from data: WireObject) throws(WireError) {
        kind = try Self.kind(data)
        mediaType = try data.firstString("mimeType", "mineType")
        fileName = try data.optionalString("fileName")
        let caption = try data.optionalString("caption")
        self.caption = kind == .image || kind == .video ? caption : nil
        isViewOnce = try data.optionalFlag("viewOnce") ?? false
        isGIF = try data.optionalFlag("gifPlayback") ?? false
    }

    /// The content that these members describe.
    func content(_ source: MediaContent.Source, type: String? = nil) -> Content {
        .media(
            MediaContent(
                kind: kind,
                source: source,
                mediaType: mediaType ?? type,
                fileName: fileName,
                caption: caption,
                isViewOnce: isViewOnce,
                isGIF: isGIF
            )
        )
    }

    private static func kind(_ data: WireObject) throws(WireError) -> MediaContent.Kind {
        let text = try data.filledString("type")
        switch text {
        case "image": return .image
        case "video": return .video
        case "audio": return .audio
        case "document": return .document
        case "ptt": return .voice
        case "ptv": return .videoNote
        default:
            throw data.invalid(
                "type",
                "must be one of image, video, audio, document, ptt, ptv",
                value: text
            )
        }
    }
}

/// The body of `POST /rest/sendMessage/{key}/mediaUrl`.
struct MediaURLBody: WireDecodable {
    let command: SendMessage

    init(from object: WireObject) throws(WireError) {
        let data = try object.object("messageData")
        command = SendMessage(
            recipient: try data.recipient("to"),
            content: try MediaFields(from: data).content(.url(try data.filledString("url")))
        )
    }
}

/// The body of `POST /rest/sendMessage/{key}/mediaBase64`: a data URL, or its data alone.
struct MediaBase64Body: WireDecodable {
    let command: SendMessage

    init(from object: WireObject) throws(WireError) {
        let data = try object.object("messageData")
        let recipient = try data.recipient("to")
        let fields = try MediaFields(from: data)
        let text = try data.filledString("base64")
        if let url = DataURL(text) {
            let content = fields.content(.bytes(url.bytes), type: url.mediaType)
            command = SendMessage(recipient: recipient, content: content)
        } else if let bytes = Base64.decode(text), !bytes.isEmpty {
            command = SendMessage(recipient: recipient, content: fields.content(.bytes(bytes)))
        } else {
            throw data.invalid("base64", "must be base 64 or a data URL")
        }
    }
}

/// The body of `POST /rest/sendMessage/{key}/mediaUrlToMany`.
///
/// The same recipient may come twice, as in the vendor's example. A recipient that cannot be read
/// counts as failed and does not hold the others back.
struct MediaURLToManyBody: WireDecodable {
    let command: SendToMany
    /// The recipients that are no addresses, as they were sent.
    let unreadable: [String]

    init(from object: WireObject) throws(WireError) {
        let data = try object.object("messageData")
        let texts = try data.filledStrings("to")
        command = SendToMany(
            recipients: texts.compactMap { Address(recipient: $0) },
            content: try MediaFields(from: data).content(.url(try data.filledString("url")))
        )
        unreadable = texts.filter { Address(recipient: $0) == nil }
    }
}
