import DialectKit

/// The message that a send became, in the protocol's own shape.
struct SentAnswer {
    private let body: JSONValue
    private let id: String

    /// Reads the answer; one without an id is no answer to a send.
    init(_ reply: UpstreamReply) throws(CommandFailure) {
        body = try EvolutionFailure.accepted(reply)
        guard let id = body["key"]?.text("id") else { throw UpstreamReply.unreadable }
        self.id = id
    }

    /// The outcome: the chat is the one that the server resolved, unless it is only known by LID.
    func outcome(of command: SendMessage, _ context: SpokenContext) -> SendMessage.Outcome {
        context.sent(
            command,
            as: id,
            chat: chat(command.recipient),
            at: body.moment("messageTimestamp"),
            status: body.text("status").flatMap { MessageStatus(evolution: $0) } ?? .queued
        )
    }

    /// That the chat's LID and its phone are one person: the phone is told beside it, or was asked.
    func identities(of command: SendMessage, at moment: Timestamp) -> [Observation] {
        let people = KeyPeople(body["key"] ?? .null)
        guard case .lid(let digits)? = people.chat else {
            return people.identities.map { Observation($0, at: moment) }
        }
        return Observation.identities(lid: digits, phone: command.recipient.phone, at: moment)
    }

    private func chat(_ recipient: Address) -> Address {
        let people = KeyPeople(body["key"] ?? .null)
        guard let chat = people.chat else { return recipient }
        if case .lid = chat { return recipient }
        return chat
    }
}

extension MessageStatus {
    /// Reads a status in the protocol's words, nil for one that is unknown or none.
    init?(evolution word: String) {
        switch word {
        case "PENDING": self = .queued
        case "SERVER_ACK": self = .sent
        case "DELIVERY_ACK": self = .delivered
        case "READ": self = .read
        case "PLAYED": self = .played
        case "ERROR": self = .failed
        default: return nil
        }
    }
}
