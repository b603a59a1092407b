/// One WhatsApp account's connection: one identity, a name in every dialect.
///
/// A value; copies share their storage until one of them changes.
public struct Instance: Equatable, Sendable {
    private var record: Record

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
        record = Record(
            Fields(
                id: id,
                tenant: tenant,
                name: name,
                names: names,
                tokens: tokens,
                metadata: metadata,
                extras: extras,
                upstream: upstream,
                createdAt: createdAt,
                updatedAt: createdAt
            )
        )
    }

    /// Its id in a dialect; empty only for a dialect that was added after it was made.
    public func name(in dialect: DialectID) -> String { names[dialect] ?? "" }

    /// Its credential in a realm in clear, nil unless that realm's are shown again.
    public func token(in realm: CredentialRealm) -> String? { tokens[realm] }

    /// What follows from this state of the instance alone, made the first time that it is asked for.
    ///
    /// One value of each type is kept, for as long as somebody has this state: an instance that
    /// changed has another state, of which nothing is known yet. Callable from any thread; whoever
    /// comes first has its value kept, so `make` may run for nothing. The value must not hold the
    /// instance: the two would keep each other for ever.
    public func derived<Value: AnyObject & Sendable>(_ make: () -> Value) -> Value {
        record.derivations.value(make)
    }

    /// Whether two instances are alike in everything.
    public static func == (left: Instance, right: Instance) -> Bool {
        left.record === right.record || left.record.fields == right.record.fields
    }
}

// MARK: - What is known of it

extension Instance {
    /// The name that no dialect changes.
    public var id: InstanceID { record.fields.id }

    /// Who owns it.
    public var tenant: TenantID { record.fields.tenant }

    /// The label its owner gave it; need not be unique.
    public var name: String {
        get { record.fields.name }
        set { change { $0.name = newValue } }
    }

    /// Its id in each dialect, unique as that dialect says.
    public var names: [DialectID: String] {
        get { record.fields.names }
        set { change { $0.names = newValue } }
    }

    /// Its credentials in clear, for the dialects whose answers show them again.
    public var tokens: [CredentialRealm: String] {
        get { record.fields.tokens }
        set { change { $0.tokens = newValue } }
    }

    /// What the owner attached: one JSON object as text, `{}` when nothing.
    public var metadata: String {
        get { record.fields.metadata }
        set { change { $0.metadata = newValue } }
    }

    /// Free texts that one dialect keeps and shows (`uazapi.adminField01`), by dotted name.
    public var extras: [String: String] {
        get { record.fields.extras }
        set { change { $0.extras = newValue } }
    }

    /// How it stands with WhatsApp.
    public var state: LinkState {
        get { record.fields.state }
        set { change { $0.state = newValue } }
    }

    /// The account it is or was paired with, nil before the first pairing.
    public var account: LinkedAccount? {
        get { record.fields.account }
        set { change { $0.account = newValue } }
    }

    /// Whether the account shows itself online.
    public var isAvailable: Bool {
        get { record.fields.isAvailable }
        set { change { $0.isAvailable = newValue } }
    }

    /// Which upstream carries its commands.
    public var upstream: UpstreamID {
        get { record.fields.upstream }
        set { change { $0.upstream = newValue } }
    }

    /// Whether it claims to be connected and nothing has been heard for too long.
    ///
    /// Known in memory only; it takes nothing away from ``state``.
    public var isStalled: Bool {
        get { record.fields.isStalled }
        set { change { $0.isStalled = newValue } }
    }

    /// When it was made.
    public var createdAt: Timestamp { record.fields.createdAt }

    /// When it last changed.
    public var updatedAt: Timestamp {
        get { record.fields.updatedAt }
        set { change { $0.updatedAt = newValue } }
    }

    /// When WhatsApp was last heard from, nil before the first pairing.
    public var lastSeenAt: Timestamp? {
        get { record.fields.lastSeenAt }
        set { change { $0.lastSeenAt = newValue } }
    }

    /// How the last connection ended, nil when none has.
    public var lastDisconnect: Disconnect? {
        get { record.fields.lastDisconnect }
        set { change { $0.lastDisconnect = newValue } }
    }
}

// MARK: - Its storage

extension Instance {
    fileprivate struct Fields: Equatable {
        let id: InstanceID
        let tenant: TenantID
        var name: String
        var names: [DialectID: String]
        var tokens: [CredentialRealm: String]
        var metadata: String
        var extras: [String: String]
        var state = LinkState.created
        var account: LinkedAccount?
        var isAvailable = false
        var upstream: UpstreamID
        var isStalled = false
        let createdAt: Timestamp
        var updatedAt: Timestamp
        var lastSeenAt: Timestamp?
        var lastDisconnect: Disconnect?
    }

    /// One state of an instance, never changed: every request copies instances, few change one.
    fileprivate final class Record: Sendable {
        let fields: Fields
        let derivations = DerivationSlot()

        init(_ fields: Fields) { self.fields = fields }
    }

    private mutating func change(_ body: (inout Fields) -> Void) {
        var fields = record.fields
        body(&fields)
        record = Record(fields)
    }
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
