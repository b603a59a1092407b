import DialectKit

/// An instance as the vendor shows it.
struct ShownInstance: Sendable {
    let id: String
    let name: String
    let status: String
    /// The account, nil where no number is shown.
    let account: LinkedAccount?

    /// Reads the vendor's object, nil when it has no status.
    init?(_ value: JSONValue?, known: LinkedAccount? = nil) {
        guard let value, let status = value["status"]?.string else { return nil }
        id = value["id"]?.string ?? ""
        name = value["name"]?.string ?? id
        self.status = status
        account = value["phone_number"]?.string.flatMap { PhoneNumber($0) }
            .map { LinkedAccount(phone: $0, known: known) }
    }

    /// How it stands, nil where a code waits that is not shown here.
    ///
    /// Six words go over the wire; two more stand in the vendor's prose for two of them.
    var state: LinkState? {
        switch status {
        case "pending": .created
        case "qr", "qr_required": nil
        case "connecting", "reconnecting": .comingUp(hasAccount: account != nil)
        case "connected": .connected
        case "failed": .failed("The upstream has given up the session")
        default: .disconnected
        }
    }

    /// What is told of it, its state given apart.
    func observations(_ state: LinkState, at moment: Timestamp) -> [Observation] {
        // A number stays in the record when nothing is linked any more.
        let isLinked = state == .connected || state == .reconnecting
        let account = isLinked ? account.map { Observation(.account($0), at: moment) } : nil
        return [account].compactMap(\.self) + [Observation(.link(state, nil), at: moment)]
    }
}
