import DialectKit

/// One event that the vendor posted, read as if each member were optional.
struct ZapyAPIHook {
    let data: JSONValue
    /// When it came.
    let now: Timestamp
    /// The account's own address, nil while nothing is linked.
    let own: Address?

    /// What the event of that name tells.
    func observations(_ name: String) -> [Observation] {
        switch ZapyAPIEvent(rawValue: name) {
        case .message: message
        case .messageStatus: status
        case .qrCode: code
        case .contactCreated: contact(isNew: true)
        case .contactUpdated: contact(isNew: false)
        case .contactDeduplicated, nil: notUnderstood(name)
        }
    }

    /// The members of what is told, none when it is no object.
    var object: JSONObject { data.object ?? [:] }

    /// The text of a member, nil when it is empty or none.
    func text(_ key: String) -> String? { data.text(key) }

    /// The address in a member.
    func address(_ key: String) -> Address? { data.address(key) }

    /// When what is told happened.
    var moment: Timestamp { data.moment("timestamp") ?? now }

    /// What cannot be read.
    func notUnderstood(_ name: String) -> [Observation] { [.raw(name, at: now)] }
}

extension ZapyAPIHook {
    /// A message's progress, in one of five words.
    private var status: [Observation] {
        let word = text("status")
        let status = MessageStatus.allCases.first { $0.zapyAPI != nil && $0.zapyAPI == word }
        guard let status, let id = text("messageId") ?? text("id") else {
            return notUnderstood(ZapyAPIEvent.messageStatus.rawValue)
        }
        let kind = Observation.Kind.status(
            MessageID(id),
            status,
            chat: address("chatId"),
            participant: nil
        )
        return [Observation(kind, at: moment)]
    }

    /// A code to scan, as the route shows it.
    private var code: [Observation] {
        guard let code = PairingCode(zapyAPI: object, at: now) else {
            return notUnderstood(ZapyAPIEvent.qrCode.rawValue)
        }
        return [Observation(.link(.awaitingPairing(code), nil), at: now)]
    }

    /// Somebody, whose two addresses come first where both are there.
    private func contact(isNew: Bool) -> [Observation] {
        let jid = address("jid")
        let phone = jid?.phone ?? text("phone").flatMap { PhoneNumber($0) }
        let lid = address("lid")?.lid ?? (phone == nil ? nil : jid?.lid)
        guard let address = phone.map(Address.phone) ?? jid ?? lid.map(Address.lid) else {
            let event: ZapyAPIEvent = isNew ? .contactCreated : .contactUpdated
            return notUnderstood(event.rawValue)
        }
        let contact = Contact(
            address: address,
            lid: lid,
            name: text("name") ?? "",
            pictureURL: text("profilePicUrl")
        )
        let told = Observation(.event(.contactChanged(contact, isNew: isNew)), at: now)
        return Observation.identities(lid: lid, phone: phone, at: now) + [told]
    }
}
