internal import Canonical
internal import Observability

/// What of an answer to a send is taken: an upstream that is broken, or another way of the same
/// instance, must not have a send become a message that is there already.
extension Engine {
    /// The message that clients know by the id that a send is answered with, nil where none is known.
    func holder(
        of end: RemoteResult<SendMessage.Outcome>.End,
        from leg: LegKey
    ) async -> Message? {
        guard case .done(let outcome) = end else { return nil }
        let name = ledger.withLock { $0.name(outcome.message.id, leg) }
        return (try? await store.message(name, of: leg.instance)) ?? nil
    }

    /// What clients call the message that a send became: as the upstream's id is shown, or by an id
    /// of our own where that is another message's.
    func name(
        _ answered: MessageID,
        _ send: SendUnderWay,
        _ holder: Message?,
        _ leg: LegKey,
        _ ledger: Ledger
    ) -> MessageID {
        let shown = ledger.name(answered, leg)
        guard ledger.isTaken(shown, by: holder, from: send) else { return shown }
        log(
            .warning,
            "upstream answered a send with another message's id",
            ["instance": leg.instance.text, "upstream": leg.upstream.text]
        )
        return answered.minted(for: send.record.id, leg)
    }
}

extension Ledger {
    private static let skewMilliseconds: Int64 = 120_000

    /// What clients call a message that an upstream calls so, as far as that is known here.
    fileprivate func name(_ id: MessageID, _ leg: LegKey) -> MessageID {
        remote.pairs[PairKey(leg: leg, id: id)] ?? id.shown(leg)
    }

    /// Whether an id is another message's than the one that a send became: its echo may have been
    /// told before its answer and looked like none of ours.
    fileprivate func isTaken(
        _ id: MessageID,
        by holder: Message?,
        from send: SendUnderWay
    ) -> Bool {
        let told = remote.told[ToldKey(instance: send.record.instance, key: ToldName.message(id))]
        guard let holder else { return told != nil }
        let earliest = send.record.receivedAt.advanced(byMilliseconds: -Self.skewMilliseconds)
        return told == .claimed || !holder.isFromMe || holder.sentAt < earliest
            || LaneKey.key(holder.chat) != LaneKey.key(send.send.recipient)
    }

    /// The chat of a message that was sent: as the upstream spells it where it is the one that was
    /// asked for.
    func chat(_ answered: Address, of send: SendUnderWay) -> Address {
        let told = known(answered, to: send.record.instance)
        let asked = known(send.send.recipient, to: send.record.instance)
        return LaneKey.key(told) == LaneKey.key(asked) ? told : asked
    }

    /// Notes that a message is what a send became: no other send becomes it.
    func claim(_ message: MessageID, of instance: InstanceID) {
        remote.told[ToldKey(instance: instance, key: ToldName.message(message))] = .claimed
    }
}
