import DialectKit

/// An instance as the vendor's list shows it.
struct ListedInstance: Sendable {
    let id: String
    let name: String
    /// One of nine words.
    let status: String
    /// The account, nil while no login is kept: the members are `null` then, which is assumed.
    let account: LinkedAccount?

    /// Reads an element of the list, nil when it has no id.
    init?(_ value: JSONValue, known: LinkedAccount? = nil) {
        guard let id = value["instanceId"]?.string else { return nil }
        self.id = id
        name = value["name"]?.string ?? id
        status = value["status"]?.string ?? ""
        account = LinkedAccount(zapyAPI: value, known: known)
    }

    /// How it stands, nil where a code waits that the list does not show.
    var link: (state: LinkState, reason: Disconnect.Reason?)? {
        switch status {
        case "created": (.created, nil)
        case "connecting": (.comingUp(hasAccount: account != nil), nil)
        case "pending_qr_code_scan": nil
        case "connected": (.connected, nil)
        case "stopped": account == nil ? (.loggedOut, .logout) : (.disconnected, nil)
        case "manually_stopped": (.paused, nil)
        case "error": (.failed("The upstream reports an error"), nil)
        case "qr_timeout": (.pairingExpired, .qrTimeout)
        case "payment_pending": (.failed("The upstream waits for a payment"), nil)
        default: (.disconnected, nil)
        }
    }

    /// What is told of it at a moment, its state given apart.
    ///
    /// A number alone proves no pairing: nothing says that it goes with the login.
    func observations(_ state: LinkState, _ reason: Disconnect.Reason?, at moment: Timestamp)
        -> [Observation]
    {
        let isLinked = state == .connected || state == .reconnecting
        let account = isLinked ? account.map { Observation(.account($0), at: moment) } : nil
        return [account].compactMap(\.self) + [Observation(.link(state, reason), at: moment)]
    }
}

extension LinkedAccount {
    /// Reads the five members about the account; what they do not tell is kept as it is known.
    ///
    /// The page's example has the phone's digits for a LID: such a LID is none.
    fileprivate init?(zapyAPI value: JSONValue, known: LinkedAccount?) {
        guard let phone = value.phone("whatsappJid", "whatsappId") else { return nil }
        self.init(phone: phone, known: known)
        if let name = value["whatsappName"]?.string { pushName = name }
        if let url = value["whatsappProfilePicUrl"]?.string { pictureURL = url }
        if let digits = value.lid("whatsappLid"), digits != phone.digits { lid = digits }
    }
}
