import DialectKit

/// The vendor's Instance object.
struct InstanceAnswer {
    let instance: Instance

    init(_ instance: Instance) { self.instance = instance }

    /// The bare object: only lists are wrapped in `data`.
    func response(_ status: Int = 200) -> HTTPResponse {
        .json(status) { writer in writer.object(write) }
    }

    /// Writes the members, without the braces.
    func write(_ writer: inout JSONWriter) {
        writer.member("id", instance.name(in: WhatIsUpDialect.dialectID))
        writer.member("customer_id", instance.tenant.customerID)
        writer.member("name", instance.name)
        writer.member("phone_number", instance.account?.phone.digits)
        writer.member("status", instance.state.whatIsUpStatus)
        writer.member("last_seen_at", instance.lastSeenAt?.iso8601)
        writer.member("metadata", metadata)
        writer.member("created_at", iso8601: instance.createdAt)
        writer.member("updated_at", iso8601: instance.updatedAt)
    }

    private var metadata: JSONValue {
        guard instance.metadata != "{}", let value = try? JSONReader.read(text: instance.metadata)
        else { return [:] }
        return value
    }
}

extension LinkState {
    /// One of the vendor's six words; its pages print more, which never go over the wire.
    ///
    /// The statuses of `starting` and `paused` are assumed, and so is that an expired pairing has
    /// been given up.
    var whatIsUpStatus: String {
        switch self {
        case .created: "pending"
        case .starting, .reconnecting: "connecting"
        case .awaitingPairing: "qr"
        case .connected: "connected"
        case .pairingExpired, .paused, .disconnected, .loggedOut: "disconnected"
        case .failed: "failed"
        }
    }
}
