import DialectKit

extension MediaContent {
    /// Reads a file's member, nil when the member is none.
    init?(member name: String, _ value: JSONValue) {
        guard value.object != nil, let kind = Kind(member: name, value) else { return nil }
        let mediaType = value.text("mimetype")
        self.init(
            kind: kind,
            source: Source(value, mediaType: mediaType),
            mediaType: mediaType,
            fileName: value.text("fileName"),
            caption: value.text("caption"),
            isViewOnce: value.flag("viewOnce"),
            isGIF: value.flag("gifPlayback")
        )
    }
}

extension MediaContent.Kind {
    fileprivate init?(member name: String, _ value: JSONValue) {
        switch name {
        case "imageMessage": self = .image
        case "videoMessage": self = .video
        case "ptvMessage": self = .videoNote
        case "audioMessage": self = value.flag("ptt") ? .voice : .audio
        case "documentMessage": self = .document
        case "stickerMessage": self = .sticker
        default: return nil
        }
    }
}

extension MediaContent.Source {
    /// WhatsApp's own description of the encrypted copy, or what is known of its URL.
    ///
    /// The bytes themselves are not here: with the description, clients that know the protocol can
    /// fetch and decrypt them.
    fileprivate init(_ value: JSONValue, mediaType: String?) {
        let url = value.text("url") ?? ""
        guard let digest = value.text("fileSha256").flatMap({ Base64.decode($0) }),
            let count = value["fileLength"]?.whole, count >= 0,
            let mediaKey = value.text("mediaKey"), let mediaType,
            let encrypted = value.text("fileEncSha256"), let path = value.text("directPath")
        else {
            self = .url(url)
            return
        }
        self = .kept(
            KeptMedia(
                sha256: Hex.encode(digest),
                byteCount: count,
                mediaType: mediaType,
                mediaKey: mediaKey,
                encryptedSHA256: encrypted,
                directPath: path,
                encryptedURL: url
            )
        )
    }
}
