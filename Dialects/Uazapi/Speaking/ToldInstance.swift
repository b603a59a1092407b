import DialectKit

/// How an instance stands, as the vendor's Instance object and what lies beside it say.
struct ToldInstance {
    /// The Instance object, or what a `connection` event tells of it.
    private let instance: JSONValue
    /// The connection's status, null where there is none.
    private let status: JSONValue
    /// The account's id, as a text with the device or as an object.
    private let jid: JSONValue
    /// The phone that a typed code was asked for.
    private let pairingPhone: PhoneNumber?
    private let context: SpokenContext

    /// Reads the answer of `GET /instance/status` or of `POST /instance/connect`.
    init(
        answer json: JSONValue,
        pairingPhone: PhoneNumber? = nil,
        _ context: SpokenContext
    ) throws(CommandFailure) {
        guard let instance = json["instance"], instance.object != nil else {
            throw UpstreamReply.unreadable
        }
        let status = json["status"] ?? .null
        self.init(
            object: instance,
            status: status,
            jid: status["jid"] ?? json["jid"],
            pairingPhone: pairingPhone,
            context
        )
    }

    /// Reads an Instance object alone.
    init(
        object instance: JSONValue,
        status: JSONValue = .null,
        jid: JSONValue? = nil,
        pairingPhone: PhoneNumber? = nil,
        _ context: SpokenContext
    ) {
        self.instance = instance
        self.status = status
        self.jid = jid ?? .null
        self.pairingPhone = pairingPhone
        self.context = context
    }

    /// The vendor's word.
    var word: String { instance.text("status")?.lowercased() ?? "" }

    /// Why the last connection ended, nil when that is not known.
    var reason: Disconnect.Reason? {
        instance.text("lastDisconnectReason").flatMap { Disconnect.Reason(uazapiText: $0) }
    }

    /// When it ended.
    var endedAt: Timestamp? { instance.moment("lastDisconnect") }

    /// How it stands: both of the vendor's flags count, and `resetting` before them.
    var state: LinkState {
        let isUp = status.flag("connected") && status.flag("loggedIn")
        if word == "hibernated" { return .paused }
        if status.flag("resetting") { return inMotion }
        if isUp { return .connected }
        switch word {
        case "connected": return status.object == nil ? .connected : inMotion
        case "connecting": return code.map(LinkState.awaitingPairing) ?? inMotion
        default: return ended
        }
    }

    /// Without a code: what was linked comes back, anything else begins.
    private var inMotion: LinkState {
        guard context.instance.account != nil else { return .starting }
        switch context.instance.state {
        case .connected, .reconnecting, .paused, .disconnected: return .reconnecting
        case .created, .starting, .awaitingPairing, .pairingExpired, .loggedOut, .failed:
            return .starting
        }
    }

    /// Without a reason, what is known to be down already stays as it is.
    private var ended: LinkState {
        if let reason { return reason.uazapiState }
        if instance.text("lastDisconnectReason") != nil {
            return .failed("The upstream's connection ended for a reason that is not known")
        }
        switch context.instance.state {
        case .created, .pairingExpired, .loggedOut, .failed: return context.instance.state
        case .awaitingPairing: return .pairingExpired
        case .starting, .connected, .reconnecting, .paused, .disconnected:
            let isNew = instance.text("owner") == nil && instance.text("lastDisconnect") == nil
            return isNew && context.instance.account == nil ? .created : .disconnected
        }
    }
}

// MARK: - The code that pairs

extension ToldInstance {
    /// How long the vendor shows a QR code, observed as 20 to 40 seconds.
    private static let qrMilliseconds: Int64 = 20_000
    /// How long a typed code works, as documented.
    private static let codeMilliseconds: Int64 = 300_000

    /// The code that waits; the one that is known already keeps its number and its end.
    private var code: PairingCode? {
        guard let method else { return nil }
        let known = context.instance.state.pairing
        if let known, known.method == method { return known }
        let lifetime =
            instance.spelling("paircode") == nil ? Self.qrMilliseconds : Self.codeMilliseconds
        return PairingCode(
            method: method,
            attempt: min(known?.attempt ?? 0, 999) + 1,
            expiresAt: context.now.advanced(byMilliseconds: lifetime)
        )
    }

    private var method: PairingCode.Method? {
        if let code = instance.spelling("paircode"), let phone = pairingPhone ?? knownPhone {
            return .code(code.filter { $0 != "-" }, phone: phone)
        }
        return instance.text("qrcode").map { .qr(shown: $0) }
    }

    private var knownPhone: PhoneNumber? {
        if case .code(_, let phone) = context.instance.state.pairing?.method { return phone }
        return instance.phone("owner") ?? context.instance.account?.phone
    }
}

// MARK: - The account

extension ToldInstance {
    /// The account, when one is linked; `owner` alone proves nothing, for it stays after a logout.
    var account: LinkedAccount? {
        guard state == .connected else { return nil }
        let known = context.instance.account
        guard
            let phone = jid.address?.phone ?? jid.phone("user") ?? instance.phone("owner")
        else { return nil }
        var account = LinkedAccount(phone: phone, known: known)
        if let device { account.device = device }
        if let name = instance.text("profileName") { account.pushName = name }
        if let url = instance.text("profilePicUrl") { account.pictureURL = url }
        if let isBusiness = instance["isBusiness"]?.bool { account.isBusiness = isBusiness }
        if let platform = instance.text("plataform") { account.platform = platform }
        return account
    }

    private var device: Int? {
        jid.string.map(LinkedAccount.device(ofJID:)) ?? jid["device"]?.int
    }

    /// What is told of the instance, in the order in which it happened.
    var kinds: [Observation.Kind] {
        [account.map { .account($0) }, .link(state, endReason)].compactMap(\.self)
    }

    /// The same, told at a moment.
    func observations(at moment: Timestamp) -> [Observation] {
        kinds.map { Observation($0, at: moment) }
    }

    /// The reason, where the state is that of an end.
    private var endReason: Disconnect.Reason? {
        switch state {
        case .pairingExpired, .disconnected, .loggedOut, .failed: reason
        default: nil
        }
    }
}

extension Disconnect.Reason {
    /// Reads the vendor's text, nil for one that says nothing known.
    init?(uazapiText text: String) {
        if let known = Self.allCases.first(where: { $0.uazapiText == text }) {
            self = known
            return
        }
        let text = text.lowercased()
        if text.hasPrefix("401") || text.contains("logged out") {
            self = .logout
        } else if text.contains("ban") {
            self = .banned
        } else if text.contains("qr code") {
            self = .qrTimeout
        } else if text.contains("replaced") {
            self = .replaced
        } else {
            return nil
        }
    }

    /// The state that an end with this reason leaves behind.
    var uazapiState: LinkState {
        switch self {
        case .network, .replaced: .disconnected
        case .logout: .loggedOut
        case .banned: .failed(rawValue)
        case .qrTimeout, .codeTimeout: .pairingExpired
        }
    }
}
