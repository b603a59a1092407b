import DialectKit

/// `presence`, `contacts` and `blocks`.
extension ToldEvent {
    /// Typing is `composing`, with `audio` in `Media` for recording.
    var presence: [Observation]? {
        guard
            let chat = event.phone("chatid", "Chat").map(Address.phone)
                ?? event.address("chatid", "Chat"), let from = sender(event)
        else { return nil }
        let payload: EventPayload
        switch event.text("State")?.lowercased() {
        case "composing":
            let isVoice = event.text("Media")?.lowercased() == "audio"
            payload = .chatPresence(chat: chat, from: from, isVoice ? .recording : .composing)
        case "recording": payload = .chatPresence(chat: chat, from: from, .recording)
        case "paused": payload = .chatPresence(chat: chat, from: from, .paused)
        case "available": payload = .contactPresence(from, isAvailable: true)
        case "unavailable": payload = .contactPresence(from, isAvailable: false)
        default: return nil
        }
        return identities(event) + [observation(.event(payload))]
    }

    /// Never seen: read as it is told here (assumed).
    var contact: [Observation]? {
        let phone = event.phone("sender_pn", "JID", "chatid") ?? chat.phone("wa_chatid")
        let lid = event.lid("sender_lid", "JID") ?? chat.lid("wa_chatlid")
        guard let address = phone.map(Address.phone) ?? lid.map(Address.lid) else { return nil }
        let contact = Contact(
            address: address,
            lid: lid,
            name: event.text("PushName", "NewPushName", "FullName") ?? chat.text("wa_name") ?? "",
            pictureURL: chat.text("image", "imagePreview")
        )
        let payload = EventPayload.contactChanged(contact, isNew: false)
        return identity(lid: lid, phone: phone)
            + [observation(.event(payload), at: event.moment("Timestamp"))]
    }

    /// Never seen: read as it is told here (assumed).
    var blocks: [Observation]? {
        guard let changes = event["Changes"]?.array else { return nil }
        return changes.compactMap { change in
            guard let address = change.address("JID") else { return nil }
            let isBlocked = change.text("Action")?.lowercased() == "block"
            return observation(.event(.contactBlocked(address, isBlocked: isBlocked)))
        }
    }

    /// Never seen: read as it is told here (assumed); a group's call has its group in `GroupJID`.
    var call: [Observation]? {
        let lid = event.lid("sender_lid", "From", "CallCreator")
        let phone = event.phone("sender_pn", "From", "CallCreatorAlt", "CallCreator")
        guard let id = event.text("CallID"),
            let from = phone.map(Address.phone) ?? lid.map(Address.lid)
        else { return nil }
        let group = event.address("GroupJID").flatMap { $0.isGroup ? $0 : nil }
        let call = Call(id: id, from: from, lid: lid, group: group, isVideo: false)
        let payload: EventPayload
        switch kind {
        case "CallOffer", "CallOfferNotice": payload = .callOffered(call)
        case "CallReject": payload = .callEnded(call, .rejected)
        case "CallTerminate":
            payload = .callEnded(
                call,
                event.text("Reason").flatMap { Call.End(word: $0) } ?? .ended
            )
        default: return nil
        }
        return identity(lid: lid, phone: phone)
            + [observation(.event(payload), at: event.moment("Timestamp"))]
    }
}

extension Call.End {
    /// Reads a reason: the canonical words, and `timeout` of a call that nobody took.
    fileprivate init?(word: String) {
        if let end = Call.End(rawValue: word) {
            self = end
        } else if word == "timeout" {
            self = .missed
        } else {
            return nil
        }
    }
}
