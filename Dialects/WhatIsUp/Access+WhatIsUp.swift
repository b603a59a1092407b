import DialectKit

extension Access {
    /// The customer's key.
    static let customer = Access(
        realm: WhatIsUpDialect.keyRealm,
        carriers: [.bearer],
        subject: .tenant
    )

    /// The customer's key, and the instance in the path: another customer's looks like none.
    static let instance = Access(
        realm: WhatIsUpDialect.keyRealm,
        carriers: [.bearer],
        subject: .instanceInPath("id")
    )

    /// The customer's key, which the event stream alone also takes in the query.
    static let stream = Access(
        realm: WhatIsUpDialect.keyRealm,
        carriers: [.bearer, .query("token")],
        subject: .tenant
    )
}
