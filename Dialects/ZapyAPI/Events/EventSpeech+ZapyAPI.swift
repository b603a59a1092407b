import DialectKit

extension EventSpeech {
    /// `{"event","instanceId","data"}`, signed where the endpoint has a secret.
    ///
    /// There is no filter: an endpoint gets every event, be it the instance's or the account's. The
    /// vendor says that it tries again and not when; the delays are assumed.
    static let zapyAPI = EventSpeech(
        names: ZapyAPIEvent.allCases.map(\.rawValue),
        signature: .body(header: "X-Webhook-Signature", prefix: "sha256="),
        retries: RetrySchedule(
            delaysMilliseconds: [10_000, 30_000, 120_000, 600_000, 1_800_000],
            jitter: 0.1,
            attemptTimeoutMilliseconds: 10_000
        ),
        name: { ZapyAPIEvent($0)?.rawValue },
        concerns: { _, payload in ZapyAPIEvent(payload) != nil },
        render: { view, _ in
            guard let event = ZapyAPIEvent(view.event.payload),
                let outgoing = view.outgoing(event)
            else { return [] }
            return [outgoing]
        }
    )
}

extension EventView {
    /// The request that tells of the event, nil when what it tells of is not known any more.
    fileprivate func outgoing(_ event: ZapyAPIEvent) -> OutgoingEvent? {
        switch event {
        case .message:
            MessageData(self).map { data in
                request(event, messageType: data.type) { $0.message(data) }
            }
        case .messageStatus: StatusData(self).map { data in request(event) { $0.status(data) } }
        case .qrCode, .contactCreated, .contactUpdated, .contactDeduplicated:
            request(event) { $0.accountData(self) }
        }
    }

    /// The envelope around the event's own members.
    ///
    /// Receivers check the signature over `JSON.stringify(JSON.parse(body))`, so the bytes must be
    /// what that gives: the writer spells like JavaScript, and no member's name is an integer.
    private func request(
        _ event: ZapyAPIEvent,
        messageType: String? = nil,
        _ data: (inout JSONWriter) -> Void
    ) -> OutgoingEvent {
        var json = JSONWriter(capacity: 512)
        json.object { json in
            json.member("event", event.rawValue)
            json.member("instanceId", instance.name(in: .zapyAPI))
            json.member("data", data)
        }
        return OutgoingEvent(
            name: event.rawValue,
            messageType: messageType,
            eventID: self.event.id,
            body: json.bytes
        )
    }
}
