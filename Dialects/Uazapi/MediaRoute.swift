import DialectKit

extension Route {
    /// `POST /send/media`: sends a file that is given by URL or inside the body.
    static let sendMedia = Route(
        .post,
        "/send/media",
        "send.media",
        access: .instance,
        body: MediaBody.self,
        carriesMedia: true,
        keeping: SendEcho.self,
        decode: { body, _ in body.options.sending(.media(body.content)) },
        encode: { outcome, echo in
            SendAnswer(outcome.message, echo, "Media sent successfully").response
        }
    ).making(MediaType.allCases.map(\.kind.rawValue))
}

/// The body of `POST /send/media`; `thumbnail` is read past.
struct MediaBody: WireDecodable {
    let options: SendOptions
    let content: MediaContent

    init(from object: WireObject) throws(WireError) {
        options = try SendOptions(from: object, missing: "Missing number, type or file")
        guard options.mentions.isEmpty else {
            throw object.invalid("mentions", "cannot be carried by a caption here")
        }
        guard let type = MediaType(rawValue: try object.optionalString("type") ?? "") else {
            throw WireError(.invalidValue, path: "type", Self.invalid)
        }
        let file = try MediaFile(in: object.optionalString("file") ?? "")
        var content = MediaContent(kind: type.kind, source: file.source)
        content.mediaType = try object.optionalString("mimetype") ?? file.mediaType
        let fileName = try object.optionalString("docName")
        content.fileName = type == .document ? fileName : nil
        // `caption` is no documented name, but some clients use it.
        let caption = try object.firstString("text", "caption")
        content.caption = type.allowsCaption ? caption : nil
        let isViewOnce = try object.optionalBool("viewOnce") ?? false
        content.isViewOnce = isViewOnce && type.allowsViewOnce
        content.isGIF = type == .videoplay
        self.content = content
    }

    static let invalid = "Invalid media type or file format"
}

/// The vendor's words for what a file is to the reader.
enum MediaType: String, CaseIterable {
    case image, video, videoplay, document, audio, myaudio, ptt, ptv, sticker

    var kind: MediaContent.Kind {
        switch self {
        case .image: .image
        case .video, .videoplay: .video
        case .ptv: .videoNote
        case .document: .document
        case .audio: .audio
        case .myaudio, .ptt: .voice
        case .sticker: .sticker
        }
    }

    /// Whether words stand under the file: WhatsApp's sounds, round films and stickers have none.
    var allowsCaption: Bool {
        switch self {
        case .image, .video, .videoplay, .document: true
        case .audio, .myaudio, .ptt, .ptv, .sticker: false
        }
    }

    /// Whether the file can be made to open only once; elsewhere the wish is read past.
    var allowsViewOnce: Bool { self != .document && self != .sticker }
}

/// A file as the vendor's callers give it: an address, a data URL, or base 64 alone.
struct MediaFile {
    let source: MediaContent.Source
    /// The type that a data URL names.
    var mediaType: String?

    init(in text: String) throws(WireError) {
        let scheme = text.prefix(8).lowercased()
        if scheme.hasPrefix("http://") || scheme.hasPrefix("https://") {
            source = .url(text)
            return
        }
        let url = DataURL(text)
        guard let bytes = url?.bytes ?? Base64.decode(text), !bytes.isEmpty else {
            throw WireError(.invalidValue, path: "file", MediaBody.invalid)
        }
        source = .bytes(bytes)
        mediaType = url?.mediaType
    }
}
