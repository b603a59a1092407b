/// Who may see or do something with an account.
public enum PrivacyAudience: String, Sendable, CaseIterable {
    /// Everybody.
    case all
    /// The account's contacts.
    case contacts
    /// The account's contacts but for those it excluded.
    case contactsExcept = "contact_blacklist"
    /// Nobody.
    case none
    /// Whoever may see the last-seen time.
    case sameAsLastSeen = "match_last_seen"
    /// Numbers the account knows.
    case known
}

/// One of the seven things an account can keep private.
public enum PrivacySetting: String, Sendable, CaseIterable {
    /// Who may add it to groups.
    case groupAdd
    /// Who may see when it was last seen.
    case lastSeen
    /// Who may read its about text.
    case about
    /// Who may see its picture.
    case picture
    /// Whether read receipts are sent.
    case readReceipts
    /// Who may see it online.
    case online
    /// Who may call it.
    case call

    /// The audiences WhatsApp allows for it.
    public var audiences: [PrivacyAudience] {
        switch self {
        case .groupAdd, .lastSeen, .about, .picture: [.all, .contacts, .contactsExcept, .none]
        case .readReceipts: [.all, .none]
        case .online: [.all, .sameAsLastSeen]
        case .call: [.all, .known]
        }
    }
}
