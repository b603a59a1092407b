import DialectKit

/// A row of the vendor's deliveries: every member is always there.
struct DeliveryAnswer {
    let delivery: Delivery

    init(_ delivery: Delivery) { self.delivery = delivery }

    /// Writes the members, without the braces.
    func write(_ writer: inout JSONWriter) {
        writer.member("id", delivery.id)
        writer.member("endpoint_id", EndpointID.shown(delivery.endpoint))
        writer.member("customer_id", delivery.tenant.customerID)
        writer.member("instance_id", delivery.instanceName)
        writer.member("event", delivery.name ?? delivery.kind)
        writer.member("event_id", EventID.shown(delivery.eventID))
        writer.member("payload", payload)
        writer.member("status", delivery.state.whatIsUpStatus)
        writer.member("attempt_count", delivery.attempts)
        writer.member("last_error", delivery.lastError)
        writer.member("last_response_status", delivery.lastStatus)
        writer.member("next_attempt_at", delivery.dueAt?.iso8601)
        writer.member("delivered_at", delivery.deliveredAt?.iso8601)
        writer.member("created_at", delivery.createdAt.iso8601)
        writer.member("updated_at", delivery.updatedAt.iso8601)
    }

    /// The body as it was sent; `null` before the first attempt and after its time.
    private var payload: JSONValue {
        guard let body = delivery.body, let value = try? JSONReader.read(body) else { return nil }
        return value
    }
}
