import DialectKit

/// The vendor's WebhookEndpoint object.
///
/// The page was cut off behind `created_at`: the members after it are assumed. Of several instances
/// the first is shown, for the object has room for one.
struct EndpointAnswer {
    let endpoint: WebhookEndpoint
    var showsSecret = false

    init(_ endpoint: WebhookEndpoint, showsSecret: Bool = false) {
        self.endpoint = endpoint
        self.showsSecret = showsSecret
    }

    /// The bare object: only lists are wrapped in `data`.
    func response(_ status: Int = 200) -> HTTPResponse {
        .json(status) { writer in writer.object(write) }
    }

    /// Writes the members, without the braces.
    func write(_ writer: inout JSONWriter) {
        writer.member("id", EndpointID.shown(endpoint.id))
        writer.member("customer_id", endpoint.tenant.customerID)
        writer.member("instance_id", endpoint.instanceNames.first)
        writer.member("url", endpoint.url)
        writer.memberArray("events") { writer in
            for event in endpoint.events { writer.string(event) }
        }
        writer.member("enabled", endpoint.isEnabled)
        writer.member("has_custom_signing_secret", endpoint.isSecretChosen)
        writer.member("created_at", endpoint.createdAt.iso8601)
        writer.member("updated_at", endpoint.updatedAt.iso8601)
        if let chatTypes = ChatTypes(of: endpoint) {
            writer.member("chat_type_filter", chatTypes.rawValue)
        }
        if showsSecret { writer.member("signing_secret", endpoint.secret) }
    }
}
