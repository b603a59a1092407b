extension LinkedAccount {
    /// The account of a number; what is known of the same account is kept, for upstreams tell little
    /// of it.
    public init(phone: PhoneNumber, known: LinkedAccount?) {
        let same = known.flatMap { $0.phone.equalityKey == phone.equalityKey ? $0 : nil }
        self = same ?? LinkedAccount(phone: phone, device: 0, pushName: "")
        self.phone = phone
    }

    /// The number of the device in an account's own JID, `5511999999999:7@s.whatsapp.net`; nil where it
    /// has none.
    public static func device(ofJID jid: String) -> Int? {
        let user = jid.prefix { $0 != "@" }
        return user.firstIndex(of: ":").flatMap { Int(user[user.index(after: $0)...]) }
    }
}
