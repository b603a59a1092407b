import DialectKit

extension WhatIsUpSpoken {
    /// `POST /v1/instances/:id/messages`: the nested form, with a reference under which a repeat
    /// sends nothing new.
    static func send(
        _ command: SendMessage,
        _ context: SpokenContext
    ) throws(CommandFailure) -> Conversation<SendMessage.Outcome> {
        let body: JSONObject = [
            "to": .string(try command.recipient.whatIsUp()),
            "body": .object(try command.content.whatIsUp(context)),
            "client_ref": .string(context.reference),
        ]
        let request = try WhatIsUpCall(context)
            .request(.post, "messages", json: body, effect: .once)
        return .asking(request) { (reply) throws(CommandFailure) in
            let answer = try reply.whatIsUpObject()
            guard let id = answer["message_id"]?.string, !id.isEmpty else {
                throw UpstreamReply.unreadable
            }
            // The newer generation alone tells how far the message has come.
            let status: MessageStatus = answer["status"]?.string == "sent" ? .sent : .queued
            return Told(
                context.sent(command, as: id, status: status),
                losses: command.content.whatIsUpLosses
            )
        }
    }
}

extension Content {
    /// The vendor's `body`.
    fileprivate func whatIsUp(_ context: SpokenContext) throws(CommandFailure) -> JSONObject {
        switch self {
        case .text(let text): ["type": "text", "text": .string(text.text)]
        case .media(let media): try media.whatIsUp(context)
        case .list, .buttons, .poll, .reply:
            throw CommandFailure(.capabilityUnsupported, "This upstream has no such message")
        }
    }
}

extension Content {
    /// What is lost with a file that the vendor fetches: a sticker's type is sent.
    fileprivate var whatIsUpLosses: [Loss] { kind == "sticker" ? [] : lossesOfFetching }
}

extension MediaContent {
    /// A file by URL; a film as a document, for no type is a film's.
    fileprivate func whatIsUp(_ context: SpokenContext) throws(CommandFailure) -> JSONObject {
        let (type, fallbackName) = kind.whatIsUp
        var body: JSONObject = ["type": .string(type), "media_url": .string(try url(context))]
        if kind == .image, let caption { body["caption"] = .string(caption) }
        if type == "document", let name = fileName ?? fallbackName {
            body["filename"] = .string(name)
        }
        // Of a sticker alone the type is asked for.
        if kind == .sticker, let mediaType { body["mime_type"] = .string(mediaType) }
        return body
    }

    /// Where the vendor finds the file: bytes are offered by the gateway, if it can be reached.
    private func url(_ context: SpokenContext) throws(CommandFailure) -> String {
        switch source {
        case .url(let url): return url
        case .bytes(let bytes):
            guard let url = context.share?(bytes, mediaType) else {
                throw CommandFailure(
                    .capabilityUnsupported,
                    "This upstream fetches files, and the gateway has no public URL to offer them"
                )
            }
            return url
        case .kept: throw CommandFailure(.mediaUnsupported, "The file cannot be handed on")
        }
    }
}

extension MediaContent.Kind {
    /// The vendor's type, and the name that a document gets which brings none but needs one.
    fileprivate var whatIsUp: (type: String, fallbackName: String?) {
        switch self {
        case .image: ("image", nil)
        case .audio, .voice: ("audio", nil)
        case .document: ("document", nil)
        case .sticker: ("sticker", nil)
        case .video, .videoNote: ("document", "video.mp4")
        }
    }
}

extension Address {
    /// Digits for a person as on the pages, the whole id for anything else.
    fileprivate func whatIsUp() throws(CommandFailure) -> String {
        switch self {
        case .phone(let phone): phone.digits
        case .lid, .group: jid
        case .newsletter, .broadcast, .status:
            throw CommandFailure(
                .capabilityUnsupported,
                "This upstream reaches persons and groups only"
            )
        }
    }
}
