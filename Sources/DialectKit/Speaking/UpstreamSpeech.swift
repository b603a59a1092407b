/// One vendor's or gateway's HTTP language, spoken: data and pure functions.
///
/// Its twin, ``Dialect``, is the same language served; both share the wire types.
public struct UpstreamSpeech: Sendable {
    /// Reads how the link stands.
    public typealias ReadLink =
        @Sendable (SpokenContext) throws(CommandFailure) -> Conversation<Looked>

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
    /// What it can carry, and how commands are said.
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
        self.commands = commands
        self.readLink = readLink
        self.events = events
        self.findSent = findSent
        self.referenceWindowMilliseconds = referenceWindowMilliseconds
        self.listAccounts = listAccounts
        self.accountSetting = accountSetting
    }

    /// What it can carry.
    public var abilities: AbilityTable { commands.abilities }
}
