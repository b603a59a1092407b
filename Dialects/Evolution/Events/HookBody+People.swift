import DialectKit

extension HookBody {
    /// `presence.update`: who is doing what in a chat.
    var presences: [Item] {
        guard let chat = data.address("id"), let people = data["presences"]?.object else {
            return []
        }
        return people.members.prefix(1_024).compactMap { jid, presence in
            guard let person = Address(parsing: jid),
                let word = presence.text("lastKnownPresence")
            else { return nil }
            if let activity = SendChatPresence.Activity(rawValue: word) {
                return Item(.event(.chatPresence(chat: chat, from: person, activity)))
            }
            guard word == "available" || word == "unavailable" else { return nil }
            return Item(.event(.contactPresence(person, isAvailable: word == "available")))
        }
    }

    /// `contacts.upsert` and `contacts.update`: a person, or many.
    func contacts(areNew: Bool) -> [Item] {
        data.elements.prefix(10_000).flatMap { row -> [Item] in
            let pair = Pair(row.address("remoteJid"), [row.address("remoteJidAlt")])
            guard let address = pair.shown, !address.isGroup else { return [] }
            var lid = address.lid
            if case .identity(let digits, _)? = pair.identity { lid = digits }
            let contact = Contact(
                address: address,
                lid: lid,
                name: row.text("pushName") ?? "",
                pictureURL: row.text("profilePicUrl")
            )
            return [pair.identity.map { Item($0) }].compactMap { $0 }
                + [Item(.event(.contactChanged(contact, isNew: areNew)))]
        }
    }

    /// `call`: somebody calls, or does so no more.
    func call(_ json: JSONValue) -> [Item] {
        guard let id = json.text("id"), let word = json.text("status") else { return [] }
        let pair = Pair(json.address("from"), [json.address("callerPn")])
        guard let from = pair.shown else { return [] }
        let lid = json.lid("from")
        let call = Call(
            id: id,
            from: from,
            lid: lid,
            group: json.address("groupJid").flatMap { $0.isGroup ? $0 : nil },
            isVideo: json["isVideo"]?.bool ?? false
        )
        let event: EventPayload? =
            switch word {
            case "offer": .callOffered(call)
            case "timeout": .callEnded(call, .missed)
            case "reject": .callEnded(call, .rejected)
            case "accept": .callEnded(call, .answeredElsewhere)
            case "terminate": .callEnded(call, .ended)
            default: nil
            }
        guard let event else { return [] }
        return [pair.identity.map { Item($0) }].compactMap { $0 } + [Item(.event(event))]
    }

    /// `labels.edit`: a label was made, changed or deleted.
    var label: [Item] {
        guard let id = data.text("id") else { return [] }
        let label = Label(
            id: id,
            name: data["name"]?.string ?? "",
            color: max(0, min(19, data.integer("color") ?? 0)),
            isDeleted: data["deleted"]?.bool ?? false
        )
        return [Item(.event(.labelChanged(label)))]
    }

    /// `labels.association`: a label was put on a chat, or taken off.
    var labelOnChat: [Item] {
        guard let id = data.text("labelId"), let chat = data.address("chatId"),
            let word = data.text("type"), word == "add" || word == "remove"
        else { return [] }
        return [Item(.event(.labelAttached(id, chat: chat, isAttached: word == "add")))]
    }
}
