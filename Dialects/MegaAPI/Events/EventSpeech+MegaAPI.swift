import DialectKit

extension EventSpeech {
    /// One flat body for each event, unsigned; the vendor ignores what the receiver answers.
    ///
    /// The fields are those of a capture, without its `Accept-Encoding`.
    static let megaAPI = EventSpeech(
        names: MegaAPIEvent.allCases.map(\.rawValue),
        fields: [
            HTTPField("Accept", "application/json, text/plain, */*"),
            HTTPField("Content-Type", "application/json"),
            HTTPField("User-Agent", "axios/1.7.7"),
        ],
        name: { MegaAPIEvent($0)?.rawValue },
        concerns: { endpoint, payload in
            MegaAPIEvent(payload)?.isWanted(by: endpoint) ?? false
        },
        render: { view, endpoint in
            guard let event = MegaAPIEvent(view.event.payload), event.isWanted(by: endpoint),
                let outgoing = view.outgoing(event)
            else { return [] }
            return [outgoing]
        }
    )
}

extension EventView {
    /// The request that tells of the event, nil when what it tells of is not known any more.
    fileprivate func outgoing(_ event: MegaAPIEvent) -> OutgoingEvent? {
        switch event {
        case .message:
            MessageEvent(self).map { message in
                request(event, message.type) { $0.message(message, of: instance) }
            }
        case .messageUpdate:
            MessageUpdate(self).map { update in
                request(event, event.rawValue) { $0.update(update, of: instance) }
            }
        case .connectionUpdate, .qrCodeUpdate, .call:
            request(event) { $0.accountEvent(self) }
        }
    }

    private func request(
        _ event: MegaAPIEvent,
        _ messageType: String? = nil,
        _ write: (inout JSONWriter) -> Void
    ) -> OutgoingEvent {
        var json = JSONWriter(capacity: 1024)
        json.object(write)
        return OutgoingEvent(
            name: event.rawValue,
            messageType: messageType,
            eventID: self.event.id,
            body: json.bytes
        )
    }
}

extension JSONWriter {
    /// Writes the members that a message's event and its status begin with.
    ///
    /// `jid` is the account's own, whoever wrote.
    mutating func eventHead(_ type: String, _ key: EventKey, _ at: Timestamp, of instance: Instance)
    {
        member("instance_key", instance.name(in: .megaAPI))
        if let account = instance.account { member("jid", Address.phone(account.phone).jid) }
        member("messageType", type)
        member("key") { $0.key(key) }
        member("messageTimestamp", at.seconds)
    }
}
