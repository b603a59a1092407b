import DialectKit

/// Somebody by both of WhatsApp's identities, as far as they are known.
struct Person {
    /// The JID of the phone, empty when unknown.
    let phoneJID: String
    /// The LID with its server part, empty when unknown.
    let lid: String

    /// Takes what is known; a group is nobody.
    init(_ address: Address, lid digits: String? = nil) {
        switch address {
        case .lid(let digits): (phoneJID, lid) = ("", digits + "@lid")
        case .group: (phoneJID, lid) = ("", "")
        default: (phoneJID, lid) = (address.jid, digits.map { $0 + "@lid" } ?? "")
        }
    }

    /// The digits of the LID, nil when unknown.
    var lidDigits: String? { lid.isEmpty ? nil : String(lid.prefix { $0 != "@" }) }

    /// The one under which WhatsApp itself speaks of the person now: the LID where it is known.
    var jid: String { lid.isEmpty ? phoneJID : lid }

    /// The telephone's JID, or what else there is.
    var dialable: String { phoneJID.isEmpty ? lid : phoneJID }

    /// Writes the members by which events tell of who did it.
    func writeSender(_ writer: inout JSONWriter) {
        writer.member("sender_pn", phoneJID)
        writer.member("sender_lid", lid)
    }
}

extension EventView {
    /// The instance's own number, empty before it was ever paired.
    var owner: String { instance.account?.phone.digits ?? "" }

    /// The instance's own account.
    var me: Person? { instance.account.map { Person(.phone($0.phone), lid: $0.lid) } }

    /// Somebody, with the LID that the account or the group knows.
    func person(_ address: Address) -> Person {
        if isOwn(address), let me { return me }
        let member = group?.participants.first { $0.address.isSamePerson(as: address) }
        return Person(address, lid: member?.lid ?? contact(address)?.lid)
    }

    /// Whether the address is the instance's own.
    func isOwn(_ address: Address) -> Bool {
        guard let account = instance.account else { return false }
        if case .lid(let digits) = address { return digits == account.lid }
        return address.isSamePerson(as: .phone(account.phone))
    }

    /// The LID of a chat with one person, empty for groups and where it is not known.
    func chatLID(_ chat: Address) -> String { chat.isGroup ? "" : person(chat).lid }
}

extension Address {
    /// Whether both are one person, with the ninth digit or without.
    func isSamePerson(as other: Address) -> Bool {
        guard let phone, let otherPhone = other.phone else { return self == other }
        return phone.equalityKey == otherPhone.equalityKey
    }
}
