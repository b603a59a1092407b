import DialectKit

extension JSONWriter {
    /// Writes the members of an instance, which are made once for each of its states.
    mutating func instance(_ instance: Instance) {
        members(instance.derived { InstanceText(instance) }.members)
    }

    /// Writes them anew; the account's five are `null` while it has no login.
    fileprivate mutating func describe(_ instance: Instance) {
        member("instanceId", instance.name(in: .zapyAPI))
        member("name", instance.name)
        member("status", instance.state.status)
        if instance.keepsLogin, let account = instance.account {
            login(account)
        } else {
            members(
                literal: """
                    "whatsappJid":null,"whatsappLid":null,"whatsappId":null,"whatsappName":null,\
                    "whatsappProfilePicUrl":null
                    """
            )
        }
        member("createdAt", iso8601: instance.createdAt)
        member("updatedAt", iso8601: instance.updatedAt)
    }

    private mutating func login(_ account: LinkedAccount) {
        memberText("whatsappJid") { text in
            text.append(account.phone.digits)
            text.append("@s.whatsapp.net")
        }
        member("whatsappLid", account.lid.map { Address.lid($0).jid })
        member("whatsappId", account.phone.digits)
        member("whatsappName", account.pushName)
        member("whatsappProfilePicUrl", account.pictureURL)
    }
}

/// The members of an instance, as answers write them.
private final class InstanceText: Sendable {
    let members: JSONTemplate

    init(_ instance: Instance) { members = JSONTemplate { $0.describe(instance) } }
}

extension LinkState {
    /// The vendor's word, one of its nine; `payment_pending` is never said, for nobody pays here.
    var status: String {
        switch self {
        case .created: "created"
        case .starting, .reconnecting: "connecting"
        case .awaitingPairing: "pending_qr_code_scan"
        case .pairingExpired: "qr_timeout"
        case .connected: "connected"
        case .paused: "manually_stopped"
        case .disconnected, .loggedOut: "stopped"
        case .failed: "error"
        }
    }
}

extension Instance {
    /// Whether the account in the record is still linked.
    fileprivate var keepsLogin: Bool {
        switch state {
        case .created, .starting, .awaitingPairing, .pairingExpired, .loggedOut: false
        case .connected, .reconnecting, .paused: true
        case .disconnected, .failed:
            lastDisconnect?.reason != .logout && lastDisconnect?.reason != .banned
        }
    }
}
