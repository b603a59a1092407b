extension LinkState {
    /// What the end of a connection means, by the number that the libraries for WhatsApp's web protocol
    /// give it; nothing is known of an end without one.
    ///
    /// 401 and 403 are the account's own end of it, its credentials are gone; that 403 is a ban is
    /// assumed. 440 is another session.
    public static func ended(code: Int?) -> (state: LinkState, reason: Disconnect.Reason?) {
        switch code {
        case nil, 200: (.disconnected, nil)
        case 401: (.loggedOut, .logout)
        case 403: (.loggedOut, .banned)
        case 440: (.disconnected, .replaced)
        case let code?: (.failed("The upstream's connection ended with code \(code)"), nil)
        }
    }
}
