/// Where an instance's events go in one dialect.
public struct WebhookEndpoint: Sendable, Equatable {
    /// Its id, kept through changes.
    public let id: String
    /// Where events are posted.
    public var url: String
    /// The signing secret in clear, nil when none.
    public var secret: String?
    /// Whether events are posted now.
    public var isEnabled: Bool
    /// When it was made.
    public let createdAt: Timestamp
    /// When it last changed.
    public var updatedAt: Timestamp

    /// Makes an endpoint.
    public init(
        id: String,
        url: String,
        secret: String?,
        isEnabled: Bool,
        createdAt: Timestamp,
        updatedAt: Timestamp
    ) {
        self.id = id
        self.url = url
        self.secret = secret
        self.isEnabled = isEnabled
        self.createdAt = createdAt
        self.updatedAt = updatedAt
    }
}

/// Sets the one endpoint that the caller's dialect has for the instance, keeping its id.
public struct SetWebhook: Command {
    /// Where events are posted; a literal forbidden address is refused.
    public var url: String
    /// The signing secret, nil for none.
    public var secret: String?
    /// Whether events are posted.
    public var isEnabled: Bool

    /// The endpoint after the call.
    public typealias Outcome = WebhookEndpoint
    /// See ``Command/traits``.
    public static let traits = CommandTraits("webhook.set", .local)

    /// Asks for an endpoint.
    public init(url: String, secret: String? = nil, isEnabled: Bool = true) {
        self.url = url
        self.secret = secret
        self.isEnabled = isEnabled
    }
}

/// Reads the endpoint that the caller's dialect has for the instance.
public struct GetWebhook: Command {
    /// The endpoint, nil when none was set.
    public struct Outcome: Sendable, Equatable {
        /// The endpoint, nil when none was set.
        public let endpoint: WebhookEndpoint?

        /// Makes an outcome.
        public init(endpoint: WebhookEndpoint?) { self.endpoint = endpoint }
    }

    /// See ``Command/traits``.
    public static let traits = CommandTraits("webhook.get", .read)

    /// Asks for the endpoint.
    public init() {}
}

/// Removes the endpoint that the caller's dialect has for the instance.
public struct RemoveWebhook: Command {
    /// Whether there was one.
    public struct Outcome: Sendable, Equatable {
        /// Whether there was one.
        public let existed: Bool

        /// Makes an outcome.
        public init(existed: Bool) { self.existed = existed }
    }

    /// See ``Command/traits``.
    public static let traits = CommandTraits("webhook.delete", .local)

    /// Asks for the removal.
    public init() {}
}
