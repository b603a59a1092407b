import DialectKit

/// `messages_update`: `state` says what happened, for the case of the inner `Type` varies.
extension ToldEvent {
    var receipt: [Observation]? {
        guard
            let chat = event.phone("chatid", "Chat").map(Address.phone)
                ?? event.address("chatid", "Chat")
        else { return nil }
        let ids = event.texts("MessageIDs").compactMap { MessageID(bare: $0) }
        let moment = event.moment("Timestamp")
        let state = body.text("state") ?? event.text("Type") ?? ""
        if state.lowercased() == "deleted" {
            let told = ids.map { observation(.revoked($0, chat: chat), at: moment) }
            return identities(event) + told
        }
        guard let status = MessageStatus(uazapiWord: state) else {
            // That the server stored a file says nothing of the message.
            return state.lowercased() == "filedownloaded" ? [observation(.alive)] : nil
        }
        let participant = chat.isGroup && !event.flag("IsFromMe") ? sender(event) : nil
        return identities(event)
            + ids.map { id in
                let kind = Observation.Kind.status(
                    id,
                    status,
                    chat: chat,
                    participant: participant
                )
                return observation(kind, at: moment)
            }
    }
}

extension MessageID {
    /// A message's id without its owner, nil when nothing is left.
    init?(bare text: String) {
        let bare = text.split(separator: ":").last.map(String.init) ?? ""
        guard !bare.isEmpty else { return nil }
        self.init(bare)
    }
}
