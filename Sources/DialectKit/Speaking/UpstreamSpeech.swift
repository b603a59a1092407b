/// One vendor's or gateway's HTTP language, spoken: data and pure functions.
///
/// Its twin, ``Dialect``, is the same language served; both share the wire types.
public struct UpstreamSpeech: Sendable {
    /// Reads how the link stands; ends with nothing, for its observations tell.
    public typealias ReadLink =
        @Sendable (SpokenContext) throws(CommandFailure) -> Conversation<Bool>

    /// Looks for the message that a send became whose end is unknown, by the reference it carried;
    /// ends with nil when there is none.
    public typealias FindSent =
        @Sendable (SendMessage, SpokenContext) throws(CommandFailure) -> Conversation<Message?>

    /// Reads the instances of an account, for moving them here.
    public typealias ListAccounts =
        @Sendable (SpokenContext) throws(CommandFailure) -> Conversation<[ForeignInstance]>

    /// Its name: `uazapi`.
    public let id: DialectID
    /// What must be known of an account.
    public let settings: [UpstreamSetting]
    /// What it can carry.
    public let abilities: AbilityTable
    /// How commands are said.
    public let commands: SpokenTable
    /// Reads how the link stands.
    public let readLink: ReadLink
    /// How webhooks are understood, nil where there are none.
    public let events: EventReading?
    /// Looks for a send whose end is unknown, nil where nothing can be looked for.
    public let findSent: FindSent?
    /// Milliseconds within which a repeat under the same reference sends nothing new, nil where
    /// repeats are new messages.
    public let referenceWindowMilliseconds: Int?
    /// Reads the instances of an account, nil where the vendor has no route for it.
    public let listAccounts: ListAccounts?
    /// The setting that opens all of an account, which clients present here as well once the account
    /// was moved; nil where instances alone have credentials.
    public let accountSetting: String?

    /// Describes a language.
    public init(
        id: DialectID,
        settings: [UpstreamSetting],
        abilities: AbilityTable,
        commands: SpokenTable,
        readLink: @escaping ReadLink,
        events: EventReading? = nil,
        findSent: FindSent? = nil,
        referenceWindowMilliseconds: Int? = nil,
        listAccounts: ListAccounts? = nil,
        accountSetting: String? = nil
    ) {
        self.id = id
        self.settings = settings
        self.abilities = abilities
        self.commands = commands
        self.readLink = readLink
        self.events = events
        self.findSent = findSent
        self.referenceWindowMilliseconds = referenceWindowMilliseconds
        self.listAccounts = listAccounts
        self.accountSetting = accountSetting
    }
}

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
