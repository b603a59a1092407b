/// Which endpoint of the caller's dialect is meant.
public enum WebhookTarget: Sendable, Equatable {
    /// Whose events an endpoint gets.
    public enum Reach: Sendable, Equatable {
        /// Those of the caller's instance.
        case instance
        /// Those of all of the caller's tenant's instances.
        case tenant
    }

    /// The only one in that slot.
    case slot(WebhookEndpoint.Slot, Reach)
    /// One that is still to be made.
    case new(Reach)
    /// The one with that id.
    case id(String)

    /// The one endpoint of the caller's instance, where the vendor has one.
    public static let single = WebhookTarget.slot(.single, .instance)
}

/// Makes an endpoint, or changes one; what is nil stays as it is, or as a fresh one has it.
public struct SetWebhook: Command {
    /// What becomes of the signing secret.
    public enum SecretChange: Sendable, Equatable {
        /// It stays; a fresh endpoint has none.
        case keep
        /// Nothing is signed any more.
        case clear
        /// It is this one.
        case chosen(String)
        /// The gateway makes one.
        case generated
    }

    /// Which endpoint.
    public var target: WebhookTarget
    /// Where events are posted; a literal forbidden address is refused.
    ///
    /// Needed by a fresh endpoint.
    public var url: String?
    /// What becomes of the signing secret.
    public var secret: SecretChange
    /// Whether events are posted.
    public var isEnabled: Bool?
    /// The instances whose events a tenant's endpoint gets; all when empty.
    public var instances: [InstanceID]?
    /// The same by their names in the caller's dialect, looked up among the caller's instances.
    ///
    /// Counts before ``instances``; an unknown name fails as an instance that is not found.
    public var instanceNames: [String]?
    /// The vendor's names of the events.
    public var events: [String]?
    /// The dialect's own settings.
    public var options: [String: String]?
    /// The base URL of the request that asks.
    public var baseURL: String?

    /// The endpoint after the call, its secret in clear.
    public typealias Outcome = WebhookEndpoint
    /// See ``Command/traits``.
    public static let traits = CommandTraits("webhook.set", .local)

    /// Asks for an endpoint.
    public init(
        _ target: WebhookTarget,
        url: String? = nil,
        secret: SecretChange = .keep,
        isEnabled: Bool? = nil,
        instances: [InstanceID]? = nil,
        instanceNames: [String]? = nil,
        events: [String]? = nil,
        options: [String: String]? = nil,
        baseURL: String? = nil
    ) {
        self.target = target
        self.url = url
        self.secret = secret
        self.isEnabled = isEnabled
        self.instances = instances
        self.instanceNames = instanceNames
        self.events = events
        self.options = options
        self.baseURL = baseURL
    }
}

/// Reads an endpoint of the caller's dialect.
public struct GetWebhook: Command {
    /// Which endpoint.
    public var target: WebhookTarget

    /// The endpoint, nil when there is none.
    public struct Outcome: Sendable, Equatable {
        /// The endpoint, nil when there is none.
        public let endpoint: WebhookEndpoint?

        /// Makes an outcome.
        public init(endpoint: WebhookEndpoint?) { self.endpoint = endpoint }
    }

    /// See ``Command/traits``.
    public static let traits = CommandTraits("webhook.get", .read)

    /// Asks for an endpoint.
    public init(_ target: WebhookTarget = .single) { self.target = target }
}

/// Lists the endpoints of the caller's dialect, oldest first.
public struct ListWebhooks: Command {
    /// Those of the caller's instance alone, or all of the tenant's.
    public var reach: WebhookTarget.Reach

    /// The endpoints.
    public typealias Outcome = [WebhookEndpoint]
    /// See ``Command/traits``.
    public static let traits = CommandTraits("webhook.list", .read)

    /// Asks for endpoints.
    public init(_ reach: WebhookTarget.Reach) { self.reach = reach }
}

/// Removes an endpoint of the caller's dialect.
public struct RemoveWebhook: Command {
    /// Which endpoint.
    public var target: WebhookTarget

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
    public init(_ target: WebhookTarget = .single) { self.target = target }
}
