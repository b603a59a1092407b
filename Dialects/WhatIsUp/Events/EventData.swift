import DialectKit

/// What stands in an event's `data`.
enum EventData {
    case qr(image: String, text: String, expiresAt: Timestamp)
    case connected(phone: String?)
    case disconnected(reason: String)
    case received(Message)
    case sent(MessageID, reference: String?)
    case delivered(MessageID, by: Address?)
    case failed(MessageID)

    /// Takes what the vendor's event shows, nil when it has no such event or the message is gone.
    init?(_ view: EventView) {
        switch view.event.payload {
        case .pairingQR(let text, _, let expiresAt):
            self = .qr(image: view.drawQR(text), text: text, expiresAt: expiresAt)
        case .instanceState(LinkState.connected.name, _, _):
            self = .connected(phone: view.instance.account?.phone.digits)
        case .instanceState(_, _, let reason):
            self = .disconnected(reason: reason.whatIsUpReason)
        case .messageReceived:
            guard let message = view.message else { return nil }
            self = .received(message)
        case .messageSent(let id, _):
            self = .sent(id, reference: view.message?.clientReference)
        case .messageStatus(let id, .delivered, _, let participant):
            self = .delivered(id, by: participant)
        case .messageStatus(let id, .failed, _, _): self = .failed(id)
        default: return nil
        }
    }

    /// Writes the members, without the braces.
    ///
    /// Documented are `qr`, `phone_number`, `reason`, `from`, `body`, `received_at`, the `message_id`
    /// of a sent message, and that a failure has `error.code` and `error.message`; the rest is assumed.
    func write(_ writer: inout JSONWriter) {
        switch self {
        case .qr(let image, let text, let expiresAt):
            writer.member("qr", image)
            writer.member("raw", text)
            writer.member("expires_at", expiresAt.iso8601)
        case .connected(let phone): writer.member("phone_number", phone)
        case .disconnected(let reason): writer.member("reason", reason)
        case .received(let message): ReceivedMessage(message).write(&writer)
        case .sent(let id, let reference):
            writer.member("message_id", id.text)
            writer.member("client_ref", reference)
        case .delivered(let id, let participant):
            writer.member("message_id", id.text)
            if let participant { writer.member("participant", participant.whatIsUpSender) }
        case .failed(let id):
            writer.member("message_id", id.text)
            writer.member("error") { writer in
                writer.member("code", "delivery_failed")
                writer.member("message", "The message could not be delivered")
            }
        }
    }
}

extension Disconnect.Reason? {
    /// One of the vendor's four words; which end has which is assumed.
    fileprivate var whatIsUpReason: String {
        switch self {
        case .logout: "logout"
        case .replaced: "kicked_other_device"
        case .banned: "session_invalidated"
        case .network, .qrTimeout, .codeTimeout, nil: "network"
        }
    }
}
