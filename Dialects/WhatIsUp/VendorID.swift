import DialectKit

extension TenantID {
    /// A customer is a tenant, and the vendor's examples call one `cust_` and what follows.
    var customerID: String {
        let parts = text.split(separator: "_", maxSplits: 1)
        return "cust_" + (parts.count == 2 ? parts[1] : text[...])
    }
}

/// An endpoint's id: the gateway's begin with `whk_`, the vendor's examples with `wh_`.
enum EndpointID {
    private static let own = "whk_"
    private static let vendors = "wh_"

    /// The id as answers show it.
    static func shown(_ id: String) -> String {
        id.hasPrefix(own) ? vendors + id.dropFirst(own.count) : id
    }

    /// The gateway's id; an empty one, which nothing has, for a text that is no endpoint's id.
    static func read(_ text: String) -> String {
        text.hasPrefix(vendors) ? own + text.dropFirst(vendors.count) : ""
    }
}

/// An event's id: the gateway's, behind the prefix of the vendor's examples.
enum EventID {
    private static let prefix = "evt_"

    /// The id as deliveries show it.
    static func shown(_ id: String) -> String { id.hasPrefix(prefix) ? id : prefix + id }
}
