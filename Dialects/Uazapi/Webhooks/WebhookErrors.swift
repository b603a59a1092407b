import DialectKit

/// The log of deliveries that failed.
///
/// The vendor keeps the last 20 in memory, from its last start on; here they are read out of the
/// deliveries, so that a restart loses none. Those that will be tried again count too (assumed).
struct WebhookErrors {
    /// How many are shown.
    static let limit = 20

    private var entries: [WebhookErrorEntry] = []
    /// Since when failures are kept: since the oldest webhook was made, else since now (assumed).
    private let startedAt: Timestamp

    /// An empty log of some webhooks.
    init(of endpoints: [WebhookEndpoint], asked now: Timestamp) {
        startedAt = endpoints.map(\.createdAt).min() ?? now
    }

    /// The log with the failures of one more webhook.
    func adding(_ deliveries: [Delivery], to endpoint: WebhookEndpoint) -> WebhookErrors {
        var log = self
        log.entries += deliveries.map { WebhookErrorEntry(delivery: $0, endpoint: endpoint) }
        return log
    }

    /// The newest of them, newest first.
    var response: HTTPResponse {
        let newest = entries.sorted { $0.delivery.updatedAt > $1.delivery.updatedAt }
            .prefix(Self.limit)
        var response = HTTPResponse.json(capacity: 1024) { writer in
            writer.array { writer in for entry in newest { writer.object(entry.write) } }
        }
        let field = "X-Webhook-Error-Capture-Started-At"
        response.fields.append(HTTPField(field, startedAt.iso8601Seconds))
        return response
    }
}

/// One delivery that failed, as the vendor's log shows it.
struct WebhookErrorEntry {
    let delivery: Delivery
    let endpoint: WebhookEndpoint

    /// Writes the members, without the braces.
    func write(_ writer: inout JSONWriter) {
        let payload = payload
        let messageType = payload["message"]?["type"]?.string
        let event = delivery.name ?? ""
        let suffix = WebhookSettings(of: endpoint).suffix(event: event, messageType: messageType)
        writer.member("created", delivery.updatedAt.iso8601Seconds)
        writer.member("url", OutgoingEvent.appending(suffix, to: endpoint.url))
        writer.member("type", endpoint.instance == nil ? "global" : "local")
        writer.member("event", event)
        writer.member("message_type", messageType ?? "")
        // Nought, as a Go server writes a number that it does not have (assumed).
        writer.member("status_code", delivery.lastStatus ?? 0)
        writer.member("attempts", delivery.attempts)
        writer.member("error", text)
        writer.member("payload", payload)
    }

    /// What was sent, an empty object once it is no longer kept.
    private var payload: JSONValue {
        guard let body = delivery.body, let value = try? JSONReader.read(body),
            value.object != nil
        else { return [:] }
        return value
    }

    private var text: String {
        if let status = delivery.lastStatus {
            return "webhook returned non-success status: \(status)\(Self.reason(status))"
        }
        return "webhook request failed: \(delivery.lastError ?? "unknown")"
    }

    /// The words of the statuses that receivers commonly fail with, after a blank.
    private static func reason(_ status: Int) -> String {
        switch status {
        case 301: " Moved Permanently"
        case 302: " Found"
        case 400: " Bad Request"
        case 401: " Unauthorized"
        case 403: " Forbidden"
        case 404: " Not Found"
        case 405: " Method Not Allowed"
        case 408: " Request Timeout"
        case 410: " Gone"
        case 413: " Request Entity Too Large"
        case 429: " Too Many Requests"
        case 500: " Internal Server Error"
        case 502: " Bad Gateway"
        case 503: " Service Unavailable"
        case 504: " Gateway Timeout"
        default: ""
        }
    }
}

extension Timestamp {
    /// The moment in ISO 8601 without a fraction, as Go prints whole seconds.
    var iso8601Seconds: String {
        let text = iso8601
        return text.suffix(5).first == "." ? text.dropLast(5) + "Z" : text
    }
}
