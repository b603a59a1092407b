import DialectKit

/// One body that the vendor posted.
struct ToldEvent {
    /// The whole body.
    let body: JSONValue
    /// When it came.
    let receivedAt: Timestamp
    let context: SpokenContext

    init(_ body: JSONValue, at receivedAt: Timestamp, _ context: SpokenContext) {
        self.body = body
        self.receivedAt = receivedAt
        self.context = context
    }

    /// The part that says what happened.
    var event: JSONValue { body["event"] ?? .null }
    /// The top-level `type`.
    var kind: String { body.text("type") ?? "" }
    /// The chat beside the part.
    var chat: JSONValue { body["chat"] ?? .null }

    /// What it tells, nil when it is not understood.
    func observations(_ type: EventType) -> [Observation]? {
        switch type {
        case .connection: connection
        case .messages: ToldMessageEvent(body, context)?.observations(at: receivedAt)
        case .messagesUpdate: receipt
        case .presence: presence
        case .groups: group
        case .call: call
        case .contacts: contact
        case .chats: marks
        case .labels: label
        case .chatLabels: attachment
        case .blocks: blocks
        }
    }

    /// An observation.
    func observation(_ kind: Observation.Kind, at moment: Timestamp? = nil) -> Observation {
        Observation(kind, at: moment ?? receivedAt)
    }

    /// Who did it: the account itself, or somebody by phone where that is told.
    func sender(_ part: JSONValue) -> Address? {
        if part.flag("IsFromMe"), let own = context.own { return own }
        return part.phone("sender_pn", "SenderPN", "Sender", "SenderAlt").map(Address.phone)
            ?? part.address("sender_lid", "Sender")
    }

    /// That two addresses are one person, when both are told.
    func identity(lid: String?, phone: PhoneNumber?) -> [Observation] {
        Observation.identities(lid: lid, phone: phone, at: receivedAt)
    }

    /// What `event` tells of the identities of its chat and its sender.
    func identities(_ part: JSONValue) -> [Observation] {
        identity(lid: part.lid("chatlid"), phone: part.phone("chatid", "Chat"))
            + identity(lid: part.lid("sender_lid"), phone: part.phone("sender_pn"))
    }
}

// MARK: - connection

extension ToldEvent {
    /// `owner` stands at the top level, and `type` names some ends.
    private var connection: [Observation]? {
        guard let instance = body["instance"], instance.object != nil else { return nil }
        let told = ToldInstance(object: instance, jid: body["owner"], context)
        let moment = told.word == "disconnected" ? told.endedAt : nil
        switch kind {
        case "LoggedOut": return [observation(.link(.loggedOut, .logout), at: moment)]
        case "TemporaryBan":
            return [observation(.link(Disconnect.Reason.banned.uazapiState, .banned), at: moment)]
        default: return told.observations(at: moment ?? receivedAt)
        }
    }
}
