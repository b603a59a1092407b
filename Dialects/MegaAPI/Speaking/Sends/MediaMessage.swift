import DialectKit

/// A file as `mediaUrl` and `mediaBase64` take it.
struct MediaMessage {
    /// The last part of the path.
    let route: String
    /// What nobody could say: the media type, where even the name tells none.
    let losses: [Loss]
    fileprivate let media: MediaContent
    fileprivate let type: String
    fileprivate let mediaType: String
    fileprivate let source: (name: MemberName, value: String)

    /// Reads a file.
    ///
    /// - Throws: `capability.unsupported` for a sticker, or a file that only the gateway keeps.
    init(_ media: MediaContent) throws(CommandFailure) {
        guard let type = media.kind.wireType else {
            throw CommandFailure(.capabilityUnsupported, "No call sends stickers")
        }
        self.media = media
        self.type = type
        let known = media.mediaType ?? MediaType.ofName(media)
        mediaType = known ?? MediaType.ofKind(media.kind)
        losses = known == nil ? [.typeStandIn] : []
        switch media.source {
        case .url(let url): (route, source) = ("mediaUrl", ("url", url))
        case .bytes(let bytes):
            let data = DataURL(mediaType: mediaType, bytes: bytes)
            (route, source) = ("mediaBase64", ("base64", data.text))
        case .kept:
            throw CommandFailure(
                .capabilityUnsupported,
                "The upstream takes a file's URL or its bytes"
            )
        }
    }
}

extension JSONWriter {
    /// Writes a file's members in the order of the vendor's example.
    mutating func file(_ file: MediaMessage) {
        let media = file.media
        member(file.source.name, file.source.value)
        if let name = media.fileName { member("fileName", name) }
        member("type", file.type)
        if media.kind == .image || media.kind == .video, let caption = media.caption {
            member("caption", caption)
        }
        member("mimeType", file.mediaType)
        if media.isGIF { member("gifPlayback", true) }
        if media.isViewOnce { member("viewOnce", true) }
    }
}

extension MediaContent.Kind {
    /// The vendor's word, nil where there is none.
    fileprivate var wireType: String? {
        switch self {
        case .image: "image"
        case .video: "video"
        case .videoNote: "ptv"
        case .audio: "audio"
        case .voice: "ptt"
        case .document: "document"
        case .sticker: nil
        }
    }
}

/// The media types that the vendor's page lists, for files whose type nobody named.
private enum MediaType {
    /// By the end of the file's name, or of its URL's path.
    static func ofName(_ media: MediaContent) -> String? {
        var names = [media.fileName]
        if case .url(let url) = media.source {
            names.append(String(url.prefix { $0 != "?" && $0 != "#" }))
        }
        for case let name? in names {
            guard let dot = name.lastIndex(of: ".") else { continue }
            let end = name[name.index(after: dot)...].lowercased()
            if let type = ofEnd(end), media.kind.takes(type) { return type }
        }
        return nil
    }

    /// The vendor's own for each kind.
    static func ofKind(_ kind: MediaContent.Kind) -> String {
        switch kind {
        case .image: "image/jpeg"
        case .video, .videoNote: "video/mp4"
        case .audio, .voice: "audio/ogg; codecs=opus"
        case .document: "application/octet-stream"
        case .sticker: "image/webp"
        }
    }

    private static func ofEnd(_ end: String) -> String? {
        switch end {
        case "jpg", "jpeg": "image/jpeg"
        case "png": "image/png"
        case "mp4": "video/mp4"
        case "ogg", "opus": "audio/ogg; codecs=opus"
        case "mp3": "audio/mpeg"
        case "pdf": "application/pdf"
        case "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
        case "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
        case "sql": "application/x-sql"
        case "php", "bin", "html": "application/octet-stream"
        default: nil
        }
    }
}

extension MediaContent.Kind {
    /// Whether a file of that type can be of this kind; a document can be anything.
    fileprivate func takes(_ type: String) -> Bool {
        switch self {
        case .image, .sticker: type.hasPrefix("image/")
        case .video, .videoNote: type.hasPrefix("video/")
        case .audio, .voice: type.hasPrefix("audio/")
        case .document: true
        }
    }
}
