/// One WhatsApp account's connection: one identity, a name in every dialect.
public struct Instance: Equatable, Sendable {
    /// The name that no dialect changes.
    public let id: InstanceID
    /// Who owns it.
    public let tenant: TenantID
    /// The label its owner gave it; need not be unique.
    public var name: String
    /// Its id in each dialect, unique as that dialect says.
    public var names: [DialectID: String]
    /// Its credentials in clear, for the dialects whose answers show them again.
    public var tokens: [CredentialRealm: String]
    /// What the owner attached: one JSON object as text, `{}` when nothing.
    public var metadata: String
    /// Free texts that one dialect keeps and shows (`uazapi.adminField01`), by dotted name.
    public var extras: [String: String]
    /// How it stands with WhatsApp.
    public var state: LinkState
    /// The account it is or was paired with, nil before the first pairing.
    public var account: LinkedAccount?
    /// Whether the account shows itself online.
    public var isAvailable: Bool
    /// Which upstream carries its commands.
    public var upstream: UpstreamID
    /// When it was made.
    public let createdAt: Timestamp
    /// When it last changed.
    public var updatedAt: Timestamp
    /// When WhatsApp was last heard from, nil before the first pairing.
    public var lastSeenAt: Timestamp?
    /// How the last connection ended, nil when none has.
    public var lastDisconnect: Disconnect?

    /// Makes an instance that was never started.
    public init(
        id: InstanceID,
        tenant: TenantID,
        name: String,
        names: [DialectID: String] = [:],
        tokens: [CredentialRealm: String] = [:],
        metadata: String = "{}",
        extras: [String: String] = [:],
        upstream: UpstreamID = UpstreamID("sandbox"),
        createdAt: Timestamp
    ) {
        self.id = id
        self.tenant = tenant
        self.name = name
        self.names = names
        self.tokens = tokens
        self.metadata = metadata
        self.extras = extras
        self.state = .created
        self.isAvailable = false
        self.upstream = upstream
        self.createdAt = createdAt
        self.updatedAt = createdAt
    }

    /// Its id in a dialect; empty only for a dialect that was added after it was made.
    public func name(in dialect: DialectID) -> String { names[dialect] ?? "" }
}

/// The WhatsApp account behind an instance.
public struct LinkedAccount: Equatable, Sendable {
    /// The account's number as WhatsApp's own id spells it.
    public var phone: PhoneNumber
    /// The linked device's number, as in `5511999999999:57@s.whatsapp.net`.
    public var device: Int
    /// The account's LID digits, nil when unknown.
    public var lid: String?
    /// The name the account shows.
    public var pushName: String
    /// Where its picture is, nil when it has none.
    public var pictureURL: String?
    /// Whether it is a business account.
    public var isBusiness: Bool
    /// The phone's platform: `android`, `smba`, `iphone`.
    public var platform: String

    /// Makes an account out of its parts.
    public init(
        phone: PhoneNumber,
        device: Int,
        lid: String? = nil,
        pushName: String,
        pictureURL: String? = nil,
        isBusiness: Bool = false,
        platform: String = "android"
    ) {
        self.phone = phone
        self.device = device
        self.lid = lid
        self.pushName = pushName
        self.pictureURL = pictureURL
        self.isBusiness = isBusiness
        self.platform = platform
    }
}

/// How a connection ended.
public struct Disconnect: Equatable, Sendable {
    /// Why, in the model's words.
    public enum Reason: String, Sendable, CaseIterable {
        /// The network went away.
        case network
        /// The owner logged out, here or on the phone.
        case logout
        /// Another device took the session over.
        case replaced
        /// WhatsApp banned the account.
        case banned
        /// Nobody scanned the QR code in time.
        case qrTimeout = "qr_timeout"
        /// Nobody typed the pairing code in time.
        case codeTimeout = "code_timeout"
    }

    /// When it ended.
    public let at: Timestamp
    /// Why it ended.
    public let reason: Reason

    /// Makes a record of an end.
    public init(at: Timestamp, reason: Reason) {
        self.at = at
        self.reason = reason
    }
}
