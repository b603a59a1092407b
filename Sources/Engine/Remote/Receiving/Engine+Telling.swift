internal import Canonical

extension Engine {
    /// Keeps a message, and tells of it unless that was done before; not of an instance that is gone.
    func keep(
        _ message: Message,
        of instance: InstanceID,
        at moment: Timestamp,
        _ cause: Cause?,
        _ ledger: Ledger,
        _ transaction: inout Transaction
    ) {
        guard ledger.instances[instance] != nil else { return }
        transaction.changes.append(.message(message, of: instance))
        let key = ToldName.message(message.id)
        guard !ledger.wasTold(key, of: instance) else { return }
        ledger.noteTold(key, of: instance)
        let payload: EventPayload =
            message.isFromMe
            ? .messageSent(message.id, chat: message.chat)
            : .messageReceived(message.id, chat: message.chat)
        ledger.append(payload, to: instance, at: moment, cause: cause, &transaction)
    }

    /// Tells that a message was deleted for everyone, once; not of an instance that is gone.
    func revoked(
        _ message: MessageID,
        _ chat: Address,
        _ leg: LegKey,
        at moment: Timestamp,
        _ cause: Cause?,
        _ ledger: Ledger,
        _ transaction: inout Transaction
    ) {
        let key = ToldName.revoked(message)
        guard ledger.instances[leg.instance] != nil, !ledger.wasTold(key, of: leg.instance) else {
            return
        }
        ledger.tell(key, of: leg.instance, at: moment, &transaction)
        transaction.changes.append(.messageRevoked(message, of: leg.instance, at: moment))
        let payload = EventPayload.messageRevoked(message, chat: chat)
        ledger.append(payload, to: leg.instance, at: moment, cause: cause, &transaction)
    }
}

/// The keys by which things told are known again.
enum ToldName {
    static func message(_ id: MessageID) -> String { "m|\(id.text)" }

    static func revoked(_ id: MessageID) -> String { "d|\(id.text)" }

    static func status(
        _ id: MessageID,
        _ status: MessageStatus,
        _ participant: Address?
    ) -> String {
        "s|\(id.text)|\(status.name)|\(participant.map(LaneKey.key) ?? "")"
    }

    /// What a payload that has no message of its own is known by, nil for what may be told again.
    static func event(_ payload: EventPayload, at moment: Timestamp) -> String? {
        switch payload {
        case .messageEdited(let edit): "e|\(edit.id.text)|\(digest("\(edit.content)"))"
        case .messageReaction(let reaction) where !reaction.id.text.isEmpty:
            "r|\(reaction.id.text)|\(reaction.emoji)"
        case .messagePollVote(let vote) where !vote.id.text.isEmpty: "v|\(vote.id.text)"
        case .callOffered(let call): "c|\(call.id)"
        case .callEnded(let call, _): "x|\(call.id)"
        case .instanceState, .pairingQR, .pairingCode, .pairingSuccess, .messageReceived,
            .messageSent, .messageStatus, .messageRevoked, .webhookFailed:
            nil
        case .messageReaction, .messagePollVote, .chatPresence, .contactPresence, .contactChanged,
            .contactBlocked, .chatChanged,
            .groupChanged, .groupParticipants, .groupJoined, .groupLeft, .labelChanged,
            .labelAttached, .other:
            alike(payload, at: moment)
        }
    }

    /// The same words at the same moment are the same thing told twice.
    private static func alike(_ payload: EventPayload, at moment: Timestamp) -> String {
        "o|\(moment.milliseconds)|\(digest("\(payload)"))"
    }

    private static func digest(_ words: String) -> String {
        String(FNV1a.wideHash(words.utf8), radix: 36)
    }
}
