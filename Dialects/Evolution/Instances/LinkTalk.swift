import DialectKit

/// Reads how an instance stands: its state, whose account it has, and the newest code while a
/// pairing runs.
struct LinkTalk {
    private let context: SpokenContext
    private let state: String

    /// Reads the link.
    static func read(_ context: SpokenContext) throws(CommandFailure) -> Conversation<Looked> {
        let request = try context.asking(.get, "/instance/connectionState")
        return .ask(request) { (reply) throws(CommandFailure) -> Conversation<Looked> in
            let body = try EvolutionFailure.accepted(reply)
            guard let state = body["instance"]?.text("state") else {
                throw UpstreamReply.unreadable
            }
            return try LinkTalk(context: context, state: state).row()
        }
    }

    /// The row that knows the account; without it, what is known here has to do.
    private func row() throws(CommandFailure) -> Conversation<Looked> {
        let name = try context.setting(EvolutionSetting.instance)
        let request = try context.askingRows(of: name)
        return .ask(request) { (reply) throws(CommandFailure) -> Conversation<Looked> in
            let rows = (try? InstanceRow.rows(reply)) ?? []
            return try end(rows.first { $0.name == name })
        }
    }

    private func end(_ row: InstanceRow?) throws(CommandFailure) -> Conversation<Looked> {
        let owner = row?.owner ?? context.instance.account?.phone
        switch state {
        case "open":
            let account = owner.map {
                context.account($0, name: row?.profileName, pictureURL: row?.pictureURL)
            }
            return done([account.map { .account($0) }, .link(.connected, nil)].compactMap { $0 })
        case "connecting":
            guard owner == nil || isPairing else { return done([.link(.reconnecting, nil)]) }
            return try pairing()
        case "close": return done(closed(row?.reason))
        case "refused": return done([.link(.pairingExpired, .qrTimeout)])
        default: return done([.alive])
        }
    }

    /// Whether a pairing runs or is about to: an owner of before says nothing then, for the row keeps
    /// an old number for ever.
    private var isPairing: Bool {
        switch context.instance.state {
        case .starting, .awaitingPairing, .pairingExpired, .loggedOut: true
        case .created, .connected, .reconnecting, .paused, .disconnected, .failed: false
        }
    }

    private func closed(_ reason: Int?) -> [Observation.Kind] {
        let (state, cause) = LinkState.ended(code: reason)
        // The row keeps an old number for ever, and after a logout of ours it has none.
        if context.instance.state.isDown { return [.alive] }
        return [.link(state, cause)]
    }

    /// The newest code: it changes, and an old one misleads whoever scans it.
    private func pairing() throws(CommandFailure) -> Conversation<Looked> {
        let request = try context.asking(.get, "/instance/connect")
        return .ask(request) { (reply) throws(CommandFailure) -> Conversation<Looked> in
            switch try PairingAnswer(reply) {
            case .open: done([.link(.connected, nil)])
            case .none: done([.link(.starting, nil)])
            case .code(let qr, let typed): done([.link(waiting(qr, typed), nil)])
            }
        }
    }

    /// By the method that was asked for here.
    private func waiting(_ qr: PairingAnswer.QR, _ typed: String?) -> LinkState {
        guard let typed, case .code(_, let phone)? = context.instance.state.pairing?.method else {
            return qr.waiting(at: context.now)
        }
        return qr.waiting(typed: typed, phone: phone, at: context.now)
    }

    private func done(_ kinds: [Observation.Kind]) -> Conversation<Looked> {
        .done(Told(seen: context.observations(kinds)))
    }
}
