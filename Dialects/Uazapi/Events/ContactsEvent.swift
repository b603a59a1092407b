import DialectKit

/// `contacts`: somebody is new to the account, or has another name or picture.
///
/// Never seen: all of its form is assumed.
enum ContactsEvent {
    static func telling(of view: EventView) -> Telling? {
        guard case .contactChanged(let contact, _) = view.event.payload else { return nil }
        let person = Person(contact.address, lid: contact.lid)
        var chat = ChatObject(contact.address, in: view)
        chat.lid = person.lid
        chat.name = contact.name
        chat.picture = contact.pictureURL ?? ""
        return Telling(.contacts, kind: "Contact", chat: chat) { writer in
            writer.member("JID", contact.address.jid)
            writer.member("Timestamp", view.event.at.iso8601Seconds)
            writer.member("PushName", contact.name)
            writer.member("chatid", contact.address.jid)
            person.writeSender(&writer)
        }
    }
}
