import DialectKit

/// Where a content is sent, and the members that say it.
struct SpokenContent {
    /// The path.
    let path: String
    /// The members besides those that every send has.
    private let members: [(String, JSONValue)]

    /// Says a content.
    ///
    /// - Throws: `capability.unsupported` for what the vendor has no form for.
    init(_ content: Content) throws(CommandFailure) {
        switch content {
        case .text(let text):
            path = "/send/text"
            members = Self.members(of: text)
        case .media(let media):
            path = "/send/media"
            members = try Self.members(of: media)
        case .list(let list):
            path = "/send/menu"
            members = try Self.members(of: list)
        case .buttons(let buttons):
            path = "/send/menu"
            members = try Self.members(of: buttons)
        case .poll(let poll):
            path = "/send/menu"
            members = Self.members(of: poll)
        case .reply:
            throw CommandFailure(.capabilityUnsupported, AbilityTable.uazapiReplyReason)
        }
    }

    /// The body of a send; ``SendOptions`` reads the same members.
    func body(with command: SendMessage, reference: String) -> JSONObject {
        var body = JSONObject([("number", .string(command.recipient.jid))] + members)
        if let quoted = command.quoted { body["replyid"] = .string(quoted.id.text) }
        // The pages name no mark of forwarding for menus.
        if command.isForwarded, path != "/send/menu" { body["forward"] = true }
        if command.marksChatRead { body["readchat"] = true }
        if let source = command.clientSource { body["track_source"] = .string(source) }
        body["track_id"] = .string(reference)
        return body
    }

    private static func members(of text: TextContent) -> [(String, JSONValue)] {
        let mentions = text.mentions.map { $0.phone?.digits ?? $0.jid }.joined(separator: ",")
        let words: [(String, JSONValue)] = [("text", .string(text.text))]
        return words + (mentions.isEmpty ? [] : [("mentions", .string(mentions))])
    }

    private static func members(
        of media: MediaContent
    ) throws(CommandFailure) -> [(String, JSONValue)] {
        let type = MediaType(media)
        var members: [(String, JSONValue)] = [
            ("type", .string(type.rawValue)), ("file", .string(try file(of: media))),
        ]
        if let caption = media.caption, type.allowsCaption {
            members.append(("text", .string(caption)))
        }
        if let name = media.fileName, type == .document {
            members.append(("docName", .string(name)))
        }
        if let mediaType = media.mediaType { members.append(("mimetype", .string(mediaType))) }
        if media.isViewOnce, type.allowsViewOnce { members.append(("viewOnce", true)) }
        return members
    }

    /// A file as ``MediaFile`` reads it: an address, a data URL, or base 64 alone.
    static func file(of media: MediaContent) throws(CommandFailure) -> String {
        switch media.source {
        case .url(let url): return url
        case .bytes(let bytes):
            guard let type = media.mediaType else { return Base64.encode(bytes) }
            return DataURL(mediaType: type, bytes: bytes).text
        case .kept:
            throw CommandFailure(.mediaFetchFailed, "The file is not at hand")
        }
    }
}

extension MediaType {
    /// The vendor's word for a file.
    init(_ media: MediaContent) {
        switch media.kind {
        case .image: self = .image
        case .video: self = media.isGIF ? .videoplay : .video
        case .videoNote: self = .ptv
        case .audio: self = .audio
        case .voice: self = .ptt
        case .document: self = .document
        case .sticker: self = .sticker
        }
    }
}
