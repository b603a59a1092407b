/// Where a message can go: a person by phone or by LID, a group, a channel, a list, the stories.
///
/// Device and sub-user parts are never in an address. Two addresses may mean one person; see
/// ``PhoneNumber/equalityKey``.
public enum Address: Hashable, Sendable {
    /// A person's phone in international digits without `+`.
    case phone(PhoneNumber)
    /// A person's WhatsApp identity that is not a phone, in digits.
    case lid(String)
    /// A group, by the part before `@g.us`.
    case group(String)
    /// A channel, by the part before `@newsletter`.
    case newsletter(String)
    /// A broadcast list, by the part before `@broadcast`.
    case broadcast(String)
    /// The account's stories, `status@broadcast`.
    case status

    /// The full form with its server part, such as `5511999999999@s.whatsapp.net`.
    public var jid: String {
        let (name, server) = jidParts
        return name + server
    }

    /// What the full form is joined of: the part before its server's, and that with its `@`.
    ///
    /// For those who write it somewhere, and need no text of its own.
    public var jidParts: (name: String, server: String) {
        switch self {
        case .phone(let number): (number.digits, "@s.whatsapp.net")
        case .lid(let digits): (digits, "@lid")
        case .group(let id): (id, "@g.us")
        case .newsletter(let id): (id, "@newsletter")
        case .broadcast(let id): (id, "@broadcast")
        case .status: ("status", "@broadcast")
        }
    }

    /// Whether it is a group.
    public var isGroup: Bool {
        if case .group = self { return true }
        return false
    }

    /// The phone, when it is one.
    public var phone: PhoneNumber? {
        if case .phone(let number) = self { return number }
        return nil
    }

    /// The digits of the LID, when it is one.
    public var lid: String? {
        if case .lid(let digits) = self { return digits }
        return nil
    }
}
