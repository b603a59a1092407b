import DialectKit

/// How the vendor says that an instance stands; `connected` alone is published.
enum LinkWord {
    case open
    case opening
    case closed

    /// Reads the word of any generation of the vendor's engine, nil for an unknown one.
    init?(_ text: String) {
        switch text.lowercased() {
        case "connected", "open", "phone_connected": self = .open
        case "connecting": self = .opening
        case "disconnected", "close", "closed", "phone_disconnected": self = .closed
        default: return nil
        }
    }
}

/// The answer of `GET /rest/instance/{key}`.
struct LinkStatus {
    /// How it stands: by its word, else by whether there is a user.
    let word: LinkWord
    private let user: JSONValue?

    /// Reads an answer; a phone that is not linked is a closed link and no failure.
    init(_ reply: UpstreamReply) throws(CommandFailure) {
        if VendorFailure.failure(of: reply)?.code == .instanceNotConnected {
            (word, user) = (.closed, nil)
            return
        }
        // A client of a dedicated host met an array of one.
        let only = reply.isSuccess ? reply.json?.array?.first : nil
        let answer = if let only { only } else { try reply.success() }
        guard let instance = answer["instance"], instance.object != nil else {
            throw UpstreamReply.unreadable
        }
        let text = instance.text("status") ?? instance.text("connectionState")
        user = instance["user"]
        word = text.flatMap { LinkWord($0) } ?? (user?.text("id") == nil ? .closed : .open)
    }

    /// The account that is linked, nil when it is not told or shows no phone.
    func account(known: LinkedAccount? = nil) -> LinkedAccount? {
        guard let user, let id = user.text("id") else { return nil }
        return LinkedAccount(
            jid: id,
            name: user.text("name"),
            isBusiness: user.text("verifiedName") != nil,
            known: known
        )
    }

    /// The link's state for an instance that is not known here.
    var state: LinkState {
        switch word {
        case .open: .connected
        case .opening: .starting
        case .closed: .disconnected
        }
    }

    /// What the answer tells of the instance as it stands here.
    ///
    /// The vendor says `disconnected` of many states, so it ends a link that was open and says
    /// nothing of a pairing that runs or a login that is gone.
    func observations(_ context: SpokenContext) -> [Observation] {
        let instance = context.instance
        var told: [Observation.Kind] = []
        switch (word, instance.state) {
        case (.open, _):
            told.append(.link(.connected, nil))
            if let account = account(known: instance.account) { told.append(.account(account)) }
        case (.opening, .awaitingPairing): told.append(.alive)
        case (.opening, _):
            told.append(.link(context.comingUp, nil))
        case (.closed, .connected), (.closed, .reconnecting), (.closed, .starting),
            (.closed, .disconnected):
            told.append(.link(.disconnected, nil))
        case (.closed, .awaitingPairing(let code)) where code.isForgotten(context.now):
            told.append(.link(.pairingExpired, code.typed == nil ? .qrTimeout : .codeTimeout))
        case (.closed, _): told.append(.alive)
        }
        return told.map { Observation($0, at: context.now) }
    }
}

extension PairingCode {
    /// Whether it ended so long ago that no newer one can be expected: two minutes (assumed).
    fileprivate func isForgotten(_ now: Timestamp) -> Bool {
        expiresAt.advanced(byMilliseconds: 120_000) < now
    }
}

extension LinkedAccount {
    /// Reads an account's own JID, its device part included; nil for a LID, which shows no phone.
    ///
    /// What the vendor does not tell stays as it was known of the same number.
    init?(jid: String, name: String?, isBusiness: Bool? = nil, known: LinkedAccount?) {
        guard let phone = Address(parsing: jid)?.phone else { return nil }
        self.init(phone: phone, known: known)
        if let device = Self.device(ofJID: jid) { self.device = device }
        if let name { pushName = name }
        if let isBusiness { self.isBusiness = isBusiness }
    }
}
