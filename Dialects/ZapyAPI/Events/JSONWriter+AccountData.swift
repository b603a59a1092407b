import DialectKit

extension JSONWriter {
    /// Writes the members of a code to scan, or of a contact.
    mutating func accountData(_ view: EventView) {
        switch view.event.payload {
        case .pairingQR(let text, let attempt, let expiresAt):
            member("qrCode", view.drawQR(text))
            member("expiresAt", expiresAt.milliseconds)
            member("attempt", attempt)
        case .contactChanged(let contact, _):
            self.contact(contact, in: view.instance.name(in: .zapyAPI))
        default: break
        }
    }

    private mutating func contact(_ contact: Contact, in instance: String) {
        member("id", StableUUID.of(contact.address, in: instance))
        member("jid", contact.address.jid)
        member("lid", contact.lid.map { Address.lid($0).jid })
        member("phone", contact.address.phone?.digits)
        member("name", contact.name)
        member("profilePicUrl", contact.pictureURL)
    }
}
