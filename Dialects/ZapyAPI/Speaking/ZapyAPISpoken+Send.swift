import DialectKit

extension ZapyAPISpoken {
    /// `POST /api/message/{instanceId}/…`: a text, or a file in the member that is named like its
    /// kind.
    static func send(
        _ command: SendMessage,
        _ context: SpokenContext
    ) throws(CommandFailure) -> Conversation<SendMessage.Outcome> {
        let call = try ZapyAPICall(context)
        var body: JSONObject = ["to": .string(try command.recipient.zapyAPI())]
        let kind = try body.say(command.content)
        if let quoted = command.quoted { body["quoteMessageId"] = .string(quoted.id.text) }
        return .asking(call.send(kind, body)) {
            (reply) throws(CommandFailure) in
            if reply.status == 404, !["text", "image"].contains(kind) {
                throw reply.failure(.capabilityUnsupported)
            }
            let answer = try reply.zapyAPIObject()
            // WhatsApp's own id where there is one, else the vendor's.
            let ids = [answer["messageId"]?.string, answer["id"]?.string]
            guard let id = ids.compactMap(\.self).first(where: { !$0.isEmpty }) else {
                throw UpstreamReply.unreadable
            }
            return Told(
                context.sent(command, as: id),
                losses: command.content.lossesOfFetching
            )
        }
    }
}

extension JSONObject {
    /// Puts in what a message says, and gives the route that takes it.
    fileprivate mutating func say(_ content: Content) throws(CommandFailure) -> String {
        switch content {
        case .text(let text):
            self["message"] = .string(text.text)
            return "text"
        case .media(let media): return try say(media)
        case .list, .buttons, .poll, .reply:
            throw CommandFailure(.capabilityUnsupported, "No route sends this")
        }
    }

    private mutating func say(_ media: MediaContent) throws(CommandFailure) -> String {
        let (kind, defaultType) = try media.kind.zapyAPIRoute()
        switch media.source {
        case .url(let url): self[kind] = .string(url)
        case .bytes(let bytes):
            let type = media.mediaType ?? defaultType
            self[kind] = .string(DataURL(mediaType: type, bytes: bytes).text)
        case .kept: throw CommandFailure(.mediaUnsupported, "The file cannot be handed on")
        }
        if media.kind != .audio, media.kind != .voice, let caption = media.caption {
            self["caption"] = .string(caption)
        }
        if media.kind == .document, let name = media.fileName { self["fileName"] = .string(name) }
        if media.kind != .document, media.isViewOnce { self["viewOnce"] = true }
        // A sound is a voice note unless this is said; assumed, like the route.
        if media.kind == .audio { self["ptt"] = false }
        return kind
    }
}

extension MediaContent.Kind {
    /// The route and the member for files of the kind, and the type of those that bring none.
    fileprivate func zapyAPIRoute() throws(CommandFailure) -> (String, mediaType: String) {
        switch self {
        case .image: ("image", mediaType: "image/jpeg")
        case .video: ("video", mediaType: "video/mp4")
        case .audio: ("audio", mediaType: "audio/mpeg")
        case .voice: ("audio", mediaType: "audio/ogg")
        case .document: ("document", mediaType: "application/octet-stream")
        case .videoNote, .sticker:
            throw CommandFailure(.capabilityUnsupported, "No route sends this kind of file")
        }
    }
}

extension Address {
    /// The most explicit form that the vendor takes.
    ///
    /// Bare digits are not it: eleven of them get Brazil's country code in front.
    func zapyAPI() throws(CommandFailure) -> String {
        switch self {
        case .phone, .lid, .group: jid
        case .newsletter, .broadcast, .status:
            throw CommandFailure(
                .capabilityUnsupported,
                "This upstream reaches persons and groups only"
            )
        }
    }
}
