import DialectKit

extension Access {
    /// The instance's `token`, which also says which instance is meant.
    ///
    /// The header is documented; one published client sends both tokens in the query instead.
    static let instance = Access(
        realm: UazapiDialect.tokenRealm,
        carriers: [.header("token"), .query("token")],
        subject: .instanceOfCredential
    )

    /// The server's `admintoken`.
    static let administrator = Access(
        realm: UazapiDialect.adminRealm,
        carriers: [.header("admintoken"), .query("admintoken")],
        subject: .tenant
    )
}
