import DialectKit

extension Access {
    /// The customer's key; one that is bound to an instance is refused.
    static let customer = Access(
        realm: WhatIsUpDialect.keyRealm,
        carriers: [.bearer],
        subject: .tenant
    )

    /// The customer's key, or one that is bound to an instance, which sees what is that instance's.
    static let customerOrBound = Access(
        realm: WhatIsUpDialect.keyRealm,
        carriers: [.bearer],
        subject: .tenant,
        admitsBoundKeys: true
    )

    /// The customer's key, and the instance in the path: another customer's looks like none.
    static let instance = Access(
        realm: WhatIsUpDialect.keyRealm,
        carriers: [.bearer],
        subject: .instanceInPath("id")
    )

    /// Any of the customer's keys, which the event stream alone also takes in the query.
    static let stream = Access(
        realm: WhatIsUpDialect.keyRealm,
        carriers: [.bearer, .query("token")],
        subject: .tenant,
        admitsBoundKeys: true
    )
}
