import DialectKit

extension JSONWriter {
    /// Writes the members of the event `message`; in a group `participant` says who wrote.
    mutating func message(_ data: MessageData) {
        member("id", StableUUID.of(data.messageID, in: data.instance))
        member("messageId", data.messageID.text)
        member("chatId", data.chat.jid)
        member("from", data.sender.jid)
        member("participant", data.chat.isGroup ? data.sender.jid : nil)
        member("fromMe", data.isFromMe)
        member("isGroup", data.chat.isGroup)
        member("pushName", data.pushName.isEmpty ? nil : data.pushName)
        member("type", data.type)
        member("message", data.text)
        extra(data.extra)
        member("quoteMessageId", data.quoted?.text)
        member("timestamp", data.at.milliseconds)
    }

    private mutating func extra(_ extra: MessageData.Extra) {
        switch extra {
        case .none: break
        case .media(let media, let url):
            member("mediaUrl", url)
            member("mimetype", media.mediaType ?? media.kept?.mediaType)
            member("caption", media.caption)
            member("fileName", media.fileName)
        case .poll(let poll):
            texts("options", poll.options)
            member("selectableCount", poll.selectable)
        case .selection(let id): member("selectedId", id)
        case .reaction(let target): member("reactedMessageId", target.text)
        case .vote(let poll, let options):
            member("pollMessageId", poll.text)
            texts("selectedOptions", options)
        case .call(let call):
            member("callStatus", "offer")
            member("isVideo", call.isVideo)
        }
    }

    private mutating func texts(_ name: MemberName, _ texts: [String]) {
        memberArray(name) { json in
            for text in texts { json.string(text) }
        }
    }
}
