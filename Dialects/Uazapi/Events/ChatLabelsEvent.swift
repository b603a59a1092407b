import DialectKit

/// `chat_labels`: a label was put on a chat, or taken off.
///
/// Never seen: names and members follow the library that the vendor builds on (assumed).
enum ChatLabelsEvent {
    static func telling(of view: EventView) -> Telling? {
        guard case .labelAttached(let label, let chat, let isAttached) = view.event.payload else {
            return nil
        }
        var object = ChatObject(chat, in: view)
        object.labels.removeAll { $0 == label }
        if isAttached { object.labels.append(label) }
        return Telling(.chatLabels, kind: "LabelAssociationChat", chat: object) { writer in
            writer.member("JID", chat.jid)
            writer.member("Timestamp", view.event.at.iso8601Seconds)
            writer.member("LabelID", label)
            writer.member("Labeled", isAttached)
            writer.member("chatid", chat.jid)
        }
    }
}
