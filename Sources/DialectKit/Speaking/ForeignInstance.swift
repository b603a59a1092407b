/// An instance at a vendor, as the vendor's own API tells of it.
public struct ForeignInstance: Equatable, Sendable {
    /// Its label.
    public var name: String
    /// What the vendor calls it in its own dialect, nil where a token alone names it.
    public var dialectName: String?
    /// The credential that opens it, nil where the account's does.
    public var token: String?
    /// What must be known to speak for it, by ``UpstreamSetting`` name.
    public var settings: [String: String]
    /// The number that is linked, nil when none is.
    public var phone: PhoneNumber?
    /// How it stands.
    public var state: LinkState
    /// Where its events go.
    public var webhooks: [Webhook]

    /// Where events go.
    public struct Webhook: Equatable, Sendable {
        /// The receiver.
        public var url: String
        /// The vendor's names of the events, none for all.
        public var events: [String]
        /// Whether it is switched on.
        public var isEnabled: Bool
        /// The signing secret, nil where there is none or it is not shown.
        public var secret: String?
        /// The dialect's own settings, as ``Canonical/WebhookEndpoint/options`` has them.
        public var options: [String: String]

        /// Describes a receiver.
        public init(
            url: String,
            events: [String] = [],
            isEnabled: Bool = true,
            secret: String? = nil,
            options: [String: String] = [:]
        ) {
            self.url = url
            self.events = events
            self.isEnabled = isEnabled
            self.secret = secret
            self.options = options
        }
    }

    /// Describes an instance.
    public init(
        name: String,
        dialectName: String? = nil,
        token: String? = nil,
        settings: [String: String] = [:],
        phone: PhoneNumber? = nil,
        state: LinkState,
        webhooks: [Webhook] = []
    ) {
        self.name = name
        self.dialectName = dialectName
        self.token = token
        self.settings = settings
        self.phone = phone
        self.state = state
        self.webhooks = webhooks
    }
}
