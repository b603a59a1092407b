import DialectKit

extension ToldMessage {
    /// Writes the vendor's Message object, its members in the order of the captures.
    func write(_ writer: inout JSONWriter, in view: EventView) {
        writer.member("id", "\(view.owner):\(id.text)")
        writer.member("messageid", id.text)
        writer.member("chatid", chat.jid)
        writer.member("chatlid", isFromAPI ? "" : view.chatLID(chat))
        writer.member("sender", shownSender)
        sender.writeSender(&writer)
        writer.member("senderName", senderName)
        writer.member("isGroup", chat.isGroup)
        writer.member("groupName", groupName(in: view))
        writer.member("fromMe", isFromMe)
        writer.member("wasSentByApi", isFromAPI)
        writeWhat(&writer)
        writeReferences(&writer)
        writer.member("owner", view.owner)
        writer.member("track_id", trackID)
        writer.member("track_source", trackSource)
        if isFromAPI { writer.member("pinned", false) }
    }

    private func writeWhat(_ writer: inout JSONWriter) {
        writer.member("type", type.rawValue)
        writer.member("mediaType", mediaType)
        writer.member("messageType", messageType)
        writer.member("messageTimestamp", sentAt.milliseconds)
        writer.member("source", source)
        writer.member("status", "")
        writer.member("text", text)
        writeContent(&writer)
    }

    /// Writes the raw content.
    func writeContent(_ writer: inout JSONWriter) {
        switch content {
        case .text(let text): writer.member("content", text)
        case .members(let write): writer.member("content", write)
        }
    }

    private func writeReferences(_ writer: inout JSONWriter) {
        writer.member("quoted", quoted)
        writer.member("edited", edited)
        writer.member("reaction", reaction)
        writer.member("vote", vote)
        writer.member("convertOptions", options)
        writer.member("buttonOrListid", choice)
    }

    /// The group's name; `Unknown` stands in chats that are none, and nothing in API echoes.
    private func groupName(in view: EventView) -> String {
        if isFromAPI { return "" }
        guard let group = view.group, group.id == chat else { return "Unknown" }
        return group.subject
    }

    /// The device that wrote it, by how the id begins; all that is not known is `android` (assumed).
    var source: String {
        if isFromAPI { return "web" }
        return id.text.hasPrefix("3A") ? "ios" : "android"
    }
}
