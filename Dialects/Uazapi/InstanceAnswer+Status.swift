import DialectKit

/// The vendor's short word on the connection, beside the Instance object.
extension InstanceAnswer {
    /// Writes the members as `GET /instance/status` orders them, without `resetting`.
    func writeStatus(_ writer: inout JSONWriter) { writer.members(text.status) }
}

extension InstanceMembers {
    /// Writes the members as `GET /instance/status` orders them, without `resetting`.
    func writeStatus(_ writer: inout JSONWriter) {
        writer.member("connected", isConnected)
        writeJID(&writer)
        writer.member("loggedIn", isConnected)
    }

    /// The account's id with its device: live servers write a string where the pages show an object.
    func writeJID(_ writer: inout JSONWriter) {
        guard isConnected, let account else { return writer.member("jid", nil as String?) }
        writer.memberText("jid") { text in
            text.append(account.phone.digits)
            text.append(":")
            text.append(account.device)
            text.append("@s.whatsapp.net")
        }
    }
}

extension LinkState {
    /// The vendor's word; `hibernated` is only known to its newest builds.
    var uazapiStatus: String {
        switch self {
        case .created, .pairingExpired, .disconnected, .loggedOut, .failed: "disconnected"
        case .starting, .awaitingPairing, .reconnecting: "connecting"
        case .connected: "connected"
        case .paused: "hibernated"
        }
    }
}

extension Disconnect.Reason {
    /// The vendor's text; those of a logout and of a QR code's end were seen, the rest is assumed.
    var uazapiText: String {
        switch self {
        case .logout: "401: logged out from another device"
        case .qrTimeout: "QR Code timeout"
        case .codeTimeout: "Pairing Code timeout"
        case .network: "connection lost"
        case .replaced: "stream replaced"
        case .banned: "403: account banned"
        }
    }
}
