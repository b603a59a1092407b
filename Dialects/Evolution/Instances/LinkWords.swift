import DialectKit

/// The one place that turns the server's words for a connection into states.
enum LinkWords {
    /// What a connection of a known instance is: without a login nothing is connected again.
    static func connecting(_ instance: Instance) -> LinkState {
        switch instance.state {
        case .awaitingPairing, .pairingExpired, .loggedOut: .starting
        case .created, .starting, .connected, .reconnecting, .paused, .disconnected, .failed:
            .comingUp(hasAccount: instance.account != nil)
        }
    }
}

extension SpokenContext {
    /// The account as the server tells of it; what it does not tell stays as it is known here.
    func account(_ phone: PhoneNumber, name: String?, pictureURL: String?) -> LinkedAccount {
        var account = LinkedAccount(phone: phone, known: instance.account)
        if let name, !name.isEmpty { account.pushName = name }
        if let pictureURL { account.pictureURL = pictureURL }
        return account
    }
}
