import DialectKit

/// One event that the vendor posted, read as if each member were optional.
struct WhatIsUpHook {
    /// The members in `data`, or those at the top where the vendor's flat examples have them.
    let data: JSONObject
    /// The event's own id.
    let id: String
    /// When it happened, or came.
    let now: Timestamp
    /// The instance as it stands here.
    let instance: Instance

    /// Takes the envelope.
    init(_ body: JSONObject, _ receivedAt: Timestamp, _ instance: Instance) {
        data = body["data"]?.object ?? body
        id = body["event_id"]?.string ?? ""
        now = body["occurred_at"]?.string.flatMap(Timestamp.init(iso8601WithZone:)) ?? receivedAt
        self.instance = instance
    }

    /// What the event of that name tells, in either generation's vocabulary.
    func observations(_ name: String) -> [Observation] {
        let told: [Observation]? =
            switch name {
            case EventName.messageReceived.rawValue: received
            case EventName.messageSent.rawValue: status(.sent)
            case EventName.messageDelivered.rawValue: status(.delivered)
            case EventName.messageFailed.rawValue: status(.failed)
            case "message.status": statusByWord
            case EventName.instanceConnected.rawValue, "channel.connected": connected
            case EventName.instanceDisconnected.rawValue, "channel.disconnected": disconnected
            case EventName.qrUpdated.rawValue: code
            case "contact.resolved": resolved
            default: nil
            }
        return told ?? [.raw(name, at: now)]
    }

    /// The text of a member, nil when it is empty or none.
    func text(_ key: String) -> String? { JSONValue.object(data).text(key) }

    /// The address in a member: digits, or an id with its server.
    func address(_ key: String) -> Address? { data[key]?.address }
}

extension WhatIsUpHook {
    /// The link is up, with the number behind it.
    private var connected: [Observation] {
        let account = text("phone_number").flatMap { PhoneNumber($0) }
            .map { LinkedAccount(phone: $0, known: instance.account) }
        return [
            account.map { Observation(.account($0), at: now) },
            Observation(.link(.connected, nil), at: now),
        ].compactMap(\.self)
    }

    /// The link is down, for one of four reasons; what was only dropped the vendor tries again.
    private var disconnected: [Observation] {
        let kind: Observation.Kind =
            switch text("reason") {
            case "network": .link(.reconnecting, .network)
            case "logout", "session_invalidated": .link(.loggedOut, .logout)
            case "kicked_other_device": .link(.disconnected, .replaced)
            default: .link(.disconnected, nil)
            }
        return [Observation(kind, at: now)]
    }

    /// A code to scan.
    private var code: [Observation]? {
        let present = instance.state.pairing
        return PairingCode(whatIsUp: data, present: present, at: now).map {
            [Observation(.link(.awaitingPairing($0), nil), at: now)]
        }
    }

    /// A phone was learnt for a contact that only had a LID.
    ///
    /// The names of the members are not known; what the event means is: the one LID in it and the one
    /// phone are the same person. Both are whole ids, for digits alone may be anything.
    private var resolved: [Observation]? {
        let ids = data.members.compactMap(\.value.string).filter { $0.contains("@") }
        let addresses = ids.compactMap(Address.init(parsing:))
        var lids: Set<String> = []
        var phones: Set<PhoneNumber> = []
        for address in addresses {
            switch address {
            case .lid(let digits): lids.insert(digits)
            case .phone(let phone): phones.insert(phone)
            case .group, .newsletter, .broadcast, .status: continue
            }
        }
        guard lids.count == 1, phones.count == 1, let lid = lids.first, let phone = phones.first,
            lid != phone.digits
        else { return nil }
        return [Observation(.identity(lid: lid, phone: phone), at: now)]
    }
}
