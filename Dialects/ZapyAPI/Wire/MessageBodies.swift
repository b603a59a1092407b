import DialectKit

/// The body of `POST /api/message/{instanceId}/…`, whose members the kind in the path decides.
struct MessageBody: WireDecodable {
    let object: WireObject

    init(from object: WireObject) throws(WireError) { self.object = object }
}

extension SendMessage {
    /// Reads a text.
    init(text body: WireObject) throws(WireError) {
        self.init(
            recipient: try body.recipient("to"),
            content: .text(TextContent(try body.filledString("message"))),
            quoted: try body.quote()
        )
    }

    /// Reads a file by URL or as a data URL, with what each kind has besides it.
    ///
    /// A sound is a voice note unless `ptt` is false (assumed).
    init(_ kind: MediaContent.Kind, in body: WireObject) throws(WireError) {
        let recipient = try body.recipient("to")
        var content = try body.file(kind)
        content.isViewOnce = try body.optionalBool("viewOnce") ?? false
        switch kind {
        case .image, .video: content.caption = try body.optionalString("caption")
        case .document:
            content.caption = try body.optionalString("caption")
            content.fileName = try body.optionalString("fileName")
        case .audio: content.kind = try body.optionalBool("ptt") == false ? .audio : .voice
        case .voice, .videoNote, .sticker: break
        }
        self.init(recipient: recipient, content: .media(content), quoted: try body.quote())
    }
}

extension WireObject {
    /// The message that is answered, by WhatsApp's id.
    fileprivate func quote() throws(WireError) -> Quote? {
        let text = try optionalString("quoteMessageId") ?? ""
        return text.isEmpty ? nil : Quote(id: MessageID(text))
    }

    /// A file that is given by URL or inline, both in the member that is named like its kind.
    fileprivate func file(_ kind: MediaContent.Kind) throws(WireError) -> MediaContent {
        let key = kind.rawValue
        let text = try filledString(key)
        if let url = DataURL(text) {
            return MediaContent(kind: kind, source: .bytes(url.bytes), mediaType: url.mediaType)
        }
        guard !DataURL.isDataURL(text) else { throw invalid(key, "is not a base64 data URL") }
        return MediaContent(kind: kind, source: .url(try httpURL(key)))
    }
}
