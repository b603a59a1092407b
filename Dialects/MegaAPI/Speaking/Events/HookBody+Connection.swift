import DialectKit

extension HookBody {
    /// `connection_update`: the newer engine says `message`, its parent `connection_state` and the
    /// library's code of the end.
    func connection() -> [Observation] {
        let text = json.text("message") ?? json.text("connection_state")
        guard let word = text.flatMap({ LinkWord($0) }) else {
            return unread(MegaAPIEvent.connectionUpdate.rawValue)
        }
        let told: [Observation.Kind] =
            switch word {
            case .open: [.link(.connected, nil)] + account
            case .opening: [.alive]
            case .closed: [closed(code: json["closeReason"]?.whole)]
            }
        return told.map { Observation($0, at: receivedAt) }
    }

    private var account: [Observation.Kind] {
        guard let jid = json.text("jid"),
            let account = LinkedAccount(
                jid: jid,
                name: json.text("pushName"),
                known: context.instance.account
            )
        else { return [] }
        return [.account(account)]
    }

    /// What an end means, by the library's code; a pairing that nobody used ends with 408 too.
    private func closed(code: Int?) -> Observation.Kind {
        switch code {
        case 408:
            guard let pairing = context.instance.state.pairing else {
                return .link(.reconnecting, .network)
            }
            return .link(.pairingExpired, pairing.typed == nil ? .qrTimeout : .codeTimeout)
        case 428, 503: return .link(.reconnecting, .network)
        // The library asks for a fresh start right after a pairing.
        case 515: return .alive
        default:
            let (state, reason) = LinkState.ended(code: code)
            return .link(state, reason)
        }
    }

    /// `qrcode_update`: the picture that is to be scanned now.
    func picture() -> [Observation] {
        guard let picture = json.text("qrcode") else {
            return unread(MegaAPIEvent.qrCodeUpdate.rawValue)
        }
        let code = PairingCode(picture: picture, context, at: receivedAt)
        return [Observation(.link(.awaitingPairing(code), nil), at: receivedAt)]
    }
}
