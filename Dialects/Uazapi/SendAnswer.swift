import DialectKit

/// The answer of every `/send/…`: a part of the vendor's Message object, and `response`.
///
/// The pages show `response` and live servers were seen to leave it out; both are written.
struct SendAnswer {
    let message: Message
    let echo: SendEcho
    let confirmation: StaticString

    init(_ message: Message, _ echo: SendEcho, _ confirmation: StaticString) {
        self.message = message
        self.echo = echo
        self.confirmation = confirmation
    }

    var response: HTTPResponse { .json(form: form) }

    /// What comes after `Pending` is told by `messages_update`.
    private var form: JSONForm {
        let id = message.id.text
        let (chat, sender, content) = (message.chat, message.sender, message.content)
        // The instance's own number: who sends is the owner.
        let owner = sender.phone?.digits ?? ""
        let (chatName, chatServer) = chat.jidParts
        let (senderName, senderServer) = sender.jidParts
        return #"""
            {"id":"\#(owner):\#(id)","messageid":"\#(id)","chatid":"\#(chatName)\#(chatServer)",\#
            "sender":"\#(senderName)\#(senderServer)","senderName":"\#(message.senderName)",\#
            "fromMe":\#(message.isFromMe),"isGroup":\#(chat.isGroup),\#
            "messageType":"\#(content.uazapiType)",\#
            "content":{\#(members: MessageContent(message: message).write)},\#
            "text":"\#(content.uazapiText)","source":"web","status":"Pending",\#
            "messageTimestamp":\#(message.sentAt.milliseconds),\#
            "quoted":"\#(message.quoted?.id.text ?? "")","edited":"","reaction":"",\#
            "convertOptions":"\#(content.pollOptions)","owner":"\#(owner)",\#
            "track_id":"\#(message.clientReference ?? "")","track_source":"\#(echo.trackSource)",\#
            "readChatAttempted":\#(echo.marksChatRead),\#
            "response":{"status":"success","message":"\#(word: confirmation)"\#
            \#(members: writeFile, afterComma: true)}}
            """#
    }

    private func writeFile(_ writer: inout JSONWriter) {
        guard case .media(let media) = message.content, let kept = media.kept else { return }
        writer.member("fileUrl", kept.encryptedURL)
    }
}

/// What the answer to a send repeats of its body, besides what the message has of it.
struct SendEcho: Sendable {
    /// `track_source`, empty when there was none.
    let trackSource: String
    /// `readchat`.
    let marksChatRead: Bool
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

    /// The options of a poll in one text, empty for everything else.
    fileprivate var pollOptions: String {
        if case .poll(let poll) = self { return poll.options.joined(separator: "|") }
        return ""
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
