import DialectKit

/// The one place that turns the server's words for a connection into states.
enum LinkWords {
    /// Why a connection ended, by the protocol's number; nothing when no number was told.
    ///
    /// 401 and 403 are the account's own end of it, its credentials are gone; 440 is another session.
    static func closed(_ reason: Int?) -> (state: LinkState, reason: Disconnect.Reason?) {
        switch reason {
        case nil, 200: (.disconnected, nil)
        case 401: (.loggedOut, .logout)
        case 403: (.loggedOut, nil)
        case 440: (.disconnected, .replaced)
        case let code?: (.failed("The upstream's connection ended with code \(code)"), nil)
        }
    }

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
