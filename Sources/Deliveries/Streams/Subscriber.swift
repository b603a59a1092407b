internal import Canonical
internal import DialectKit

/// One open stream: what it wants, and what waits for it.
struct Subscriber: Sendable {
    /// What makes two streams of an event look alike, so that it is rendered once.
    struct Look: Hashable {
        let dialect: DialectID
        let events: [String]
        let excluded: [String]
        let baseURL: String
    }

    let subscription: EventHub.Subscription
    let mailbox: Mailbox
    /// Whether what opened it still opens it.
    let isOpen: @Sendable () -> Bool

    /// Whether an event of that instance and tenant is for it.
    func follows(_ instance: InstanceID, of tenant: TenantID) -> Bool {
        guard subscription.tenant == tenant else { return false }
        return subscription.instance == nil || subscription.instance == instance
    }

    var look: Look {
        Look(
            dialect: subscription.dialect,
            events: subscription.filter.events,
            excluded: subscription.filter.excluded,
            baseURL: subscription.baseURL
        )
    }
}
