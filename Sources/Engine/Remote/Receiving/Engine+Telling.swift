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
