import DialectKit

/// `chats`, `labels` and `chat_labels`.
extension ToldEvent {
    /// The Chat object comes with every message too; only its marks are read.
    var marks: [Observation]? {
        guard let address = chat.phone("wa_chatid").map(Address.phone) ?? chat.address("wa_chatid")
        else { return nil }
        let marks = ChatMarks(
            chat: address,
            unread: max(0, chat["wa_unreadCount"]?.int ?? 0),
            isArchived: chat.flag("wa_archived"),
            isPinned: chat.flag("wa_isPinned"),
            mutedUntil: chat.moment("wa_muteEndTime")
        )
        return identity(lid: chat.lid("wa_chatlid"), phone: address.phone)
            + [observation(.event(.chatChanged(marks)))]
    }

    /// Never seen: a Label object, and `deleted` beside it (assumed).
    var label: [Observation]? {
        guard let id = event.spelling("labelid") else { return nil }
        let label = Label(
            id: id,
            name: event.text("name") ?? "",
            color: min(max(0, event["color"]?.int ?? 0), 19),
            isDeleted: event.flag("deleted")
        )
        return [observation(.event(.labelChanged(label)))]
    }

    /// Never seen: read as it is told here (assumed).
    var attachment: [Observation]? {
        guard let id = event.spelling("LabelID"), let chat = event.address("JID", "chatid") else {
            return nil
        }
        let isAttached = event.flag("Labeled")
        let payload = EventPayload.labelAttached(id, chat: chat, isAttached: isAttached)
        return [observation(.event(payload), at: event.moment("Timestamp"))]
    }
}
