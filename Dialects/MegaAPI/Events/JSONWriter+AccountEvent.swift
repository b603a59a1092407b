import DialectKit

extension JSONWriter {
    /// Writes the members of what happens to an account: its link, a code to scan, a call.
    mutating func accountEvent(_ view: EventView) {
        let key = view.instance.name(in: .megaAPI)
        switch view.event.payload {
        case .instanceState(let name, _, let reason):
            connection(
                isOpen: name == LinkState.connected.name,
                reason: reason,
                key,
                view.instance.account
            )
        case .pairingQR(let text, _, _):
            member("instance_key", key)
            member("qrcode", view.drawQR(text))
            member("messageType", MegaAPIEvent.qrCodeUpdate.rawValue)
        case .callOffered(let call): self.call(call, "offer", view.event.at, key)
        case .callEnded(let call, let end): self.call(call, end.status, view.event.at, key)
        default: break
        }
    }

    /// Writes both what clients of the newer engine read, `message`, and what those of its parent
    /// read, `connection_state` with the code of the end.
    private mutating func connection(
        isOpen: Bool,
        reason: Disconnect.Reason?,
        _ key: String,
        _ account: LinkedAccount?
    ) {
        member("instance_key", key)
        member("messageType", MegaAPIEvent.connectionUpdate.rawValue)
        member("message", isOpen ? "phone_connected" : "phone_disconnected")
        member("connection_state", isOpen ? "open" : "close")
        if !isOpen, let code = reason?.closeReason { member("closeReason", code) }
        guard let account else { return }
        member("jid", Address.phone(account.phone).jid)
        member("pushName", account.pushName)
    }

    /// Writes a call as the library under the vendor's engine shows it.
    private mutating func call(_ call: Call, _ status: String, _ at: Timestamp, _ key: String) {
        member("type", MegaAPIEvent.call.rawValue)
        member("data") { json in
            json.member("chatId", (call.group ?? call.from).jid)
            json.member("from", call.from.jid)
            json.member("id", call.id)
            json.member("date", at.iso8601)
            json.member("offline", false)
            json.member("status", status)
            json.member("isVideo", call.isVideo)
            json.member("isGroup", call.group != nil)
            if let group = call.group { json.member("groupJid", group.jid) }
        }
        member("instance_key", key)
    }
}

extension Disconnect.Reason {
    /// The library's code of a connection's end, nil where no connection was.
    fileprivate var closeReason: Int? {
        switch self {
        case .logout: 401
        case .banned: 403
        case .network: 408
        case .replaced: 440
        case .qrTimeout, .codeTimeout: nil
        }
    }
}

extension Call.End {
    /// The library's word.
    fileprivate var status: String {
        switch self {
        case .missed: "timeout"
        case .rejected: "reject"
        case .answeredElsewhere: "accept"
        case .ended: "terminate"
        }
    }
}
