/// Who may call a route, and where the caller shows it: one row of a dialect's authentication table.
public struct Access: Sendable {
    /// Where a credential may stand in a request.
    public enum Carrier: Sendable {
        /// A header's whole value.
        case header(StaticString)
        /// `Authorization: Bearer …`.
        case bearer
        /// `Authorization: …` without a scheme.
        case bareAuthorization
        /// A query parameter.
        case query(String)
    }

    /// What the credential opens.
    public enum Subject: Sendable {
        /// The tenant that owns it.
        case tenant
        /// The one instance it belongs to.
        case instanceOfCredential
        /// The tenant's instance that this path parameter names.
        case instanceInPath(String)
        /// The instance that this path parameter names, if the credential belongs to that instance.
        case instanceInPathOfCredential(String)
    }

    /// Which credentials count.
    public let realm: CredentialRealm
    /// Where to look, in order; the first that is there decides.
    public let carriers: [Carrier]
    /// What the credential opens.
    public let subject: Subject
    /// Whether a tenant's route may also be called with a key that opens one instance alone.
    ///
    /// The caller's instance is then that one, and the command keeps to it. Where this is false such a
    /// key is refused as scoped.
    public let admitsBoundKeys: Bool

    /// Makes a row.
    public init(
        realm: CredentialRealm,
        carriers: [Carrier],
        subject: Subject,
        admitsBoundKeys: Bool = false
    ) {
        self.realm = realm
        self.carriers = carriers
        self.subject = subject
        self.admitsBoundKeys = admitsBoundKeys
    }
}
