internal import Canonical

extension LinkedAccount {
    /// The account as it is told, with what is known of the same number and was not told again.
    ///
    /// Upstreams leave out what they do not know; who does not know the name does not know what kind
    /// of account it is either.
    func completed(by known: LinkedAccount?) -> LinkedAccount {
        guard let known, known.phone.equalityKey == phone.equalityKey else { return self }
        var account = self
        account.lid = lid ?? known.lid
        account.pictureURL = pictureURL ?? known.pictureURL
        if device == 0 { account.device = known.device }
        if pushName.isEmpty {
            account.pushName = known.pushName
            account.isBusiness = known.isBusiness
            account.platform = known.platform
        }
        return account
    }
}
