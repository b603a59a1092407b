import DialectKit

/// The answer of every send to one recipient.
struct SentMessage {
    private let id: String
    private let chat: Address?
    private let at: Timestamp?
    private let status: MessageStatus

    /// Reads an answer.
    ///
    /// - Throws: what the vendor refuses, or `upstream.protocol` when a success names no message.
    init(_ reply: UpstreamReply) throws(CommandFailure) {
        guard let data = try reply.success()["messageData"], let key = data["key"],
            let id = key.text("id")
        else { throw UpstreamReply.unreadable }
        self.id = id
        chat = key.address("remoteJid")
        at = data.moment("messageTimestamp")
        status = MessageStatus(protocolStatus: data["status"]) ?? .queued
    }

    /// The message as it was sent.
    ///
    /// The chat is the one that the vendor resolved. Where it answers with a LID to a phone, both
    /// are one person, and the chat stays the phone's.
    func told(of send: SendMessage, _ context: SpokenContext) -> Told<SendMessage.Outcome> {
        guard let phone = send.recipient.phone, case .lid(let lid) = chat else {
            return Told(context.sent(send, as: id, chat: chat, at: at, status: status))
        }
        return Told(
            context.sent(send, as: id, at: at, status: status),
            observations: [Observation(.identity(lid: lid, phone: phone), at: context.now)]
        )
    }
}

extension MessageStatus {
    /// Reads a status of WhatsApp's protocol, its number or its name; nil for an unknown one.
    init?(protocolStatus value: JSONValue?) {
        if let number = value?.whole {
            guard let status = Self.allCases.first(where: { $0.protocolNumber == number }) else {
                guard number == 1 else { return nil }
                self = .queued
                return
            }
            self = status
            return
        }
        switch value?.string {
        case "ERROR": self = .failed
        case "PENDING": self = .queued
        case "SERVER_ACK": self = .sent
        case "DELIVERY_ACK": self = .delivered
        case "READ": self = .read
        case "PLAYED": self = .played
        default: return nil
        }
    }
}
