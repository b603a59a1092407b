import DialectKit

/// The calls that send files, each with its own name for the file.
struct MediaBody {
    private let media: MediaContent
    private let source: JSONValue

    /// Takes a file; bytes go as plain base 64, for a data URL is no base 64 to the server.
    init(_ media: MediaContent) throws(CommandFailure) {
        self.media = media
        switch media.source {
        case .url(let url): source = .string(url)
        case .bytes(let bytes): source = .string(Base64.encode(bytes))
        case .kept: throw CommandFailure(.mediaGone, "The file is not here any more")
        }
    }

    /// The call's last path segment, and its members besides the recipient.
    func call() throws(CommandFailure) -> (String, JSONObject) {
        switch media.kind {
        case .image: ("sendMedia", file("image"))
        case .video: ("sendMedia", file("video"))
        case .document: ("sendMedia", file("document"))
        case .audio: ("sendMedia", file("audio"))
        case .voice: ("sendWhatsAppAudio", ["audio": source])
        case .videoNote: ("sendPtv", ["video": source])
        case .sticker: ("sendSticker", ["sticker": source])
        }
    }

    private func file(_ type: String) -> JSONObject {
        var body: JSONObject = ["mediatype": .string(type), "media": source]
        body["mimetype"] = media.mediaType.map(JSONValue.string)
        body["fileName"] = fileName.map(JSONValue.string)
        if media.kind != .audio { body["caption"] = media.caption.map(JSONValue.string) }
        return body
    }

    /// A document without a name breaks the call where the server finds none in the URL.
    private var fileName: String? {
        if let name = media.fileName, !name.isEmpty { return name }
        guard media.kind == .document else { return nil }
        guard case .url(let url) = media.source else { return "file" }
        let path = url.prefix { $0 != "?" && $0 != "#" }
        let parts = path.split(separator: "/", omittingEmptySubsequences: true)
        return parts.count > 2 ? parts.last.map(String.init) : "file"
    }
}
