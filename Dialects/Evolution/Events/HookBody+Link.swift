import DialectKit

extension HookBody {
    /// Milliseconds after a connection opened in which `connecting` is a late word of before.
    private static var settlingMilliseconds: Int64 { 10_000 }

    /// `connection.update` and `status.instance`: how the instance stands.
    var connection: [Item] {
        guard let word = data.text("state") ?? data.text("status") else { return [] }
        switch word {
        case "open": return account + [Item(.link(.connected, nil))]
        case "connecting": return connecting
        case "close", "closed":
            let reason = data.integer("statusReason") ?? data.integer("disconnectionReasonCode")
            let (state, cause) = LinkState.ended(code: reason)
            return [Item(.link(state, cause))]
        case "refused": return [expired]
        default: return []
        }
    }

    private var account: [Item] {
        guard let phone = (data.address("wuid") ?? sender)?.phone else { return [] }
        let account = context.account(
            phone,
            name: data.text("profileName"),
            pictureURL: data.text("profilePictureUrl")
        )
        return [Item(.account(account))]
    }

    /// Deliveries overtake one another, so a code that waits and a fresh connection stay.
    private var connecting: [Item] {
        let instance = context.instance
        switch instance.state {
        case .awaitingPairing: return [Item(.alive)]
        case .connected:
            let settled = instance.updatedAt.advanced(byMilliseconds: Self.settlingMilliseconds)
            guard receivedAt >= settled else { return [Item(.alive)] }
        case .created, .starting, .pairingExpired, .reconnecting, .paused, .disconnected,
            .loggedOut,
            .failed:
            break
        }
        let state = LinkWords.connecting(instance)
        return [Item(.link(state, nil))]
    }

    /// `qrcode.updated`: a code, or that there will be no more.
    var pairing: [Item] {
        guard let code = data["qrcode"], let text = code.text("code"),
            let image = code.text("base64")
        else { return data["statusCode"] == nil ? [] : [expired] }
        let known = context.instance.state.pairing
        let attempt = max(1, code.integer("count") ?? (known?.attempt ?? 0) + 1)
        let qr = PairingAnswer.QR(text: text, imageURL: image, attempt: attempt)
        let typed = code.text("pairingCode")?.filter { $0 != "-" }
        if let typed, case .code(_, let phone)? = known?.method {
            return [Item(.link(qr.waiting(typed: typed, phone: phone, at: receivedAt), nil))]
        }
        return [Item(.link(qr.waiting(at: receivedAt), nil))]
    }

    private var expired: Item {
        let isTyped = context.instance.state.pairing?.typed != nil
        return Item(.link(.pairingExpired, isTyped ? .codeTimeout : .qrTimeout))
    }
}
