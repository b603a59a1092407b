internal import Canonical

extension Observation.Kind {
    /// The messages that it names.
    var messages: [MessageID] {
        switch self {
        case .message(let message): [message.id] + (message.quoted.map { [$0.id] } ?? [])
        case .status(let id, _, _, _), .revoked(let id, _): [id]
        case .event(let payload): payload.message.map { [$0] } ?? []
        case .link, .account, .identity, .alive: []
        }
    }

    /// The same with people by other addresses.
    func replacing(_ known: (Address) -> Address) -> Observation.Kind {
        switch self {
        case .message(var message):
            message.chat = known(message.chat)
            message.sender = known(message.sender)
            if let sender = message.quoted?.sender { message.quoted?.sender = known(sender) }
            return .message(message)
        case .status(let id, let status, let chat, let participant):
            return .status(id, status, chat: chat.map(known), participant: participant.map(known))
        case .revoked(let id, let chat): return .revoked(id, chat: known(chat))
        case .event(let payload): return .event(payload.replacing(known))
        case .link, .account, .identity, .alive: return self
        }
    }
}

extension EventPayload {
    /// The same with messages by other ids.
    func renaming(_ name: (MessageID) -> MessageID) -> EventPayload {
        switch self {
        case .messageReceived(let id, let chat): .messageReceived(name(id), chat: chat)
        case .messageSent(let id, let chat): .messageSent(name(id), chat: chat)
        case .messageStatus(let id, let status, let chat, let participant):
            .messageStatus(name(id), status, chat: chat, participant: participant)
        case .messageRevoked(let id, let chat): .messageRevoked(name(id), chat: chat)
        case .messageEdited(let edit): .messageEdited(edit.renaming(name))
        case .messageReaction(let reaction): .messageReaction(reaction.renaming(name))
        case .messagePollVote(let vote): .messagePollVote(vote.renaming(name))
        default: self
        }
    }

    /// The same with people by other addresses.
    func replacing(_ known: (Address) -> Address) -> EventPayload {
        switch self {
        case .messageReceived(let id, let chat): .messageReceived(id, chat: chat.map(known))
        case .messageSent(let id, let chat): .messageSent(id, chat: chat.map(known))
        case .messageStatus(let id, let status, let chat, let participant):
            .messageStatus(
                id,
                status,
                chat: chat.map(known),
                participant: participant.map(known)
            )
        case .messageRevoked(let id, let chat): .messageRevoked(id, chat: known(chat))
        case .messageEdited(let edit): .messageEdited(edit.replacing(known))
        case .messageReaction(let reaction): .messageReaction(reaction.replacing(known))
        case .messagePollVote(let vote): .messagePollVote(vote.replacing(known))
        case .chatPresence(let chat, let from, let activity):
            .chatPresence(chat: known(chat), from: known(from), activity)
        case .contactPresence(let contact, let isAvailable):
            .contactPresence(known(contact), isAvailable: isAvailable)
        case .contactBlocked(let contact, let isBlocked):
            .contactBlocked(known(contact), isBlocked: isBlocked)
        case .groupChanged(let group, let change, let author):
            .groupChanged(group, change, by: author.map(known))
        case .groupParticipants(let group, let change, let members, let author):
            .groupParticipants(
                group,
                change,
                members.map { $0.replacing(known) },
                by: author.map(known)
            )
        case .groupLeft(let group, let author): .groupLeft(group, by: author.map(known))
        case .labelAttached(let label, let chat, let isAttached):
            .labelAttached(label, chat: known(chat), isAttached: isAttached)
        default: self
        }
    }
}

extension Participant {
    fileprivate func replacing(_ known: (Address) -> Address) -> Participant {
        var member = self
        if case .lid(let digits) = address {
            member.lid = lid ?? digits
            member.address = known(address)
        }
        return member
    }
}
