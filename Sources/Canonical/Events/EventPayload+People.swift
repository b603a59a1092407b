extension EventPayload {
    /// The people whom it names, besides those of its message; a group's members are not among them.
    public var people: [Address] {
        var people: [Address?] = []
        switch self {
        case .messageStatus(_, _, _, let participant): people = [participant]
        case .messageEdited(let edit): people = [edit.sender]
        case .messageReaction(let reaction): people = [reaction.sender]
        case .messagePollVote(let vote): people = [vote.voter]
        case .chatPresence(_, let from, _): people = [from]
        case .groupChanged(_, _, let author), .groupParticipants(_, _, _, let author),
            .groupJoined(_, let author, _), .groupLeft(_, let author):
            people = [author]
        case .callOffered(let call), .callEnded(let call, _): people = [call.from]
        case .instanceState, .pairingQR, .pairingCode, .pairingSuccess, .messageReceived,
            .messageSent, .messageRevoked, .contactPresence, .contactChanged, .contactBlocked,
            .chatChanged, .labelChanged, .labelAttached, .webhookFailed, .other:
            break
        }
        if let chat, !chat.isGroup { people.append(chat) }
        return people.compactMap { $0 }
    }
}
