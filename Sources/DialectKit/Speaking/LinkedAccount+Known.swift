extension LinkedAccount {
    /// The account of a number; what is known of the same account is kept, for upstreams tell little
    /// of it.
    public init(phone: PhoneNumber, known: LinkedAccount?) {
        let same = known.flatMap { $0.phone.equalityKey == phone.equalityKey ? $0 : nil }
        self = same ?? LinkedAccount(phone: phone, device: 0, pushName: "")
        self.phone = phone
    }
}
