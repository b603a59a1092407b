import DialectKit

/// The answer of every `/send/…`: a part of the vendor's Message object, and `response`.
///
/// The pages show `response` and live servers were seen to leave it out; both are written.
struct SendAnswer {
    let message: Message
    let options: SendOptions
    let confirmation: StaticString

    init(_ message: Message, _ options: SendOptions, _ confirmation: StaticString) {
        self.message = message
        self.options = options
        self.confirmation = confirmation
    }

    /// Room for the answer to a short text; malloc hands out what is longer than 1,000 bytes slowly.
    private static let usualLength = 960

    var response: HTTPResponse {
        .json(capacity: Self.usualLength) { writer in
            writer.object { writer in
                writeMessage(&writer)
                writeTracking(&writer)
                writer.member("response", writeResponse)
            }
        }
    }

    private func writeMessage(_ writer: inout JSONWriter) {
        let owner = owner
        writer.memberText("id") { id in
            id.append(owner)
            id.append(":")
            id.append(message.id.text)
        }
        writer.member("messageid", message.id.text)
        writer.member("chatid", message.chat.jid)
        writer.member("sender", message.sender.jid)
        writer.member("senderName", message.senderName)
        writer.member("fromMe", message.isFromMe)
        writer.member("isGroup", message.chat.isGroup)
        writer.member("messageType", message.content.uazapiType)
        writer.member("content") { writer in
            MessageContent(message: message).write(&writer)
        }
        writer.member("text", message.content.uazapiText)
        // What comes after is told by `messages_update`.
        writer.members(literal: #""source":"web","status":"Pending""#)
        writer.member("messageTimestamp", message.sentAt.milliseconds)
    }

    private func writeTracking(_ writer: inout JSONWriter) {
        writer.member("quoted", message.quoted?.id.text ?? "")
        writer.members(literal: #""edited":"","reaction":"""#)
        if case .poll(let poll) = message.content {
            writer.member("convertOptions", poll.options.joined(separator: "|"))
        } else {
            writer.members(literal: #""convertOptions":"""#)
        }
        writer.member("owner", owner)
        writer.member("track_id", message.clientReference ?? "")
        writer.member("track_source", options.trackSource)
        writer.member("readChatAttempted", options.marksChatRead)
    }

    private func writeResponse(_ writer: inout JSONWriter) {
        writer.member("status", "success")
        writer.member("message", confirmation.description)
        if case .media(let media) = message.content, let kept = media.kept {
            writer.member("fileUrl", kept.encryptedURL)
        }
    }

    /// The instance's own number: who sends is the owner.
    private var owner: String { message.sender.phone?.digits ?? "" }
}

extension Content {
    /// The message's type as WhatsApp's protocol names it, by which receivers tell kinds apart.
    var uazapiType: String {
        switch self {
        case .text: "ExtendedTextMessage"
        case .media(let media): media.kind.uazapiType
        case .list: "ListMessage"
        case .buttons: "ButtonsMessage"
        case .poll: "PollCreationMessageV3"
        case .reply(let reply):
            reply.kind == .list ? "ListResponseMessage" : "ButtonsResponseMessage"
        }
    }

    /// The words, or those under the file.
    var uazapiText: String {
        switch self {
        case .text(let text): text.text
        case .media(let media): media.caption ?? ""
        case .list(let list): list.body
        case .buttons(let buttons): buttons.body
        case .poll(let poll): poll.question
        case .reply(let reply): reply.title
        }
    }
}

extension MediaContent.Kind {
    fileprivate var uazapiType: String {
        switch self {
        case .image: "ImageMessage"
        case .video: "VideoMessage"
        case .videoNote: "PtvMessage"
        case .audio, .voice: "AudioMessage"
        case .document: "DocumentMessage"
        case .sticker: "StickerMessage"
        }
    }
}
