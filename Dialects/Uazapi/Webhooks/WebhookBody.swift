import DialectKit

/// The body of `POST /webhook`.
///
/// Without `action` and `id` it means the instance's one webhook, made or overwritten. Empty texts
/// count as absent, as they do for a Go server; an `id` alone is read as an update, and a false
/// `enabled` without a `url` withdraws what there is (both assumed).
struct WebhookBody: WireDecodable {
    /// What is asked for.
    enum Action: Equatable {
        /// The instance's one webhook is made, or overwritten as a whole.
        case overwrite(WebhookFields)
        /// The instance's one webhook gets nothing any more, and stays as it is otherwise.
        case withdraw
        /// One more is made.
        case add(WebhookFields)
        /// The one with that id is overwritten as a whole.
        case update(String, WebhookFields)
        /// The one with that id is removed.
        case delete(String)
    }

    let action: Action

    init(from object: WireObject) throws(WireError) {
        let name = try Self.text("action", object)
        let id = try Self.text("id", object)
        switch (name, id) {
        case (nil, nil) where try Self.isWithdrawal(object): action = .withdraw
        case (nil, nil): action = .overwrite(try WebhookFields(from: object))
        case ("add", _): action = .add(try WebhookFields(from: object))
        case ("update", let id?), (nil, let id?):
            action = .update(id, try WebhookFields(from: object))
        case ("delete", let id?): action = .delete(id)
        case ("update", nil), ("delete", nil): throw WebhookFields.invalid("id")
        default: throw WireError(.invalidValue, path: "action", "Invalid action")
        }
    }

    private static func isWithdrawal(_ object: WireObject) throws(WireError) -> Bool {
        try text("url", object) == nil && object.value("enabled") == .bool(false)
    }

    /// A text that says something; one of another type is worded like a wrong value.
    private static func text(_ key: String, _ object: WireObject) throws(WireError) -> String? {
        guard let value = object.value(key) else { return nil }
        guard let text = value.string else { throw WebhookFields.invalid(key) }
        return text.isEmpty ? nil : text
    }
}

/// What a registration says of a webhook; what it leaves out takes the vendor's default, so that all
/// fields are replaced.
struct WebhookFields: WireDecodable, Equatable {
    let url: String
    /// Nil when the member is absent.
    let events: [String]?
    let isEnabled: Bool
    let settings: WebhookSettings

    /// Reads the members; whatever is wrong has the vendor's one text.
    init(from object: WireObject) throws(WireError) {
        do throws(WireError) {
            url = try object.filledString("url")
            events = try object.optionalStrings("events", limit: 64)
            isEnabled = try object.optionalBool("enabled") ?? true
            settings = try WebhookSettings(from: object)
        } catch {
            throw Self.invalid(error.path)
        }
    }

    /// The command that overwrites a webhook with these fields.
    ///
    /// Its base URL goes along: bodies repeat it, and receivers compare it with the one they call.
    func command(_ target: WebhookTarget, _ request: RequestView) -> SetWebhook {
        SetWebhook(
            target,
            url: url,
            isEnabled: isEnabled,
            events: events ?? [],
            options: settings.options,
            baseURL: request.baseURL
        )
    }

    static func invalid(_ path: String) -> WireError {
        WireError(.invalidValue, path: path, "Invalid payload")
    }
}
