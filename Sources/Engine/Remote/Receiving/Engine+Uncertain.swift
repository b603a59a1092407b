internal import Canonical
internal import Observability

/// What becomes of sends of which nobody knows whether they were made.
extension Engine {
    /// The sends in doubt, oldest first.
    public var uncertainSends: [UncertainSend] {
        ledger.withLock { $0.remote.open.doubts.values.map(\.send) }
            .sorted { $0.record.receivedAt < $1.record.receivedAt }
    }

    /// Asks upstreams about the sends in doubt whose turn it is, each less often the longer nothing
    /// is found; after a day nobody is asked any more, and the journal says "unknown" for good.
    ///
    /// Upstreams are asked beside each other, and one that does not answer is asked once only, so that
    /// it takes no more than one time-out. To be called every few seconds, one call at a time.
    public func resolveUncertain() async {
        giveUp()
        let due = ledger.withLock { $0.remote.open.due(clock.now) }
        let sends = Dictionary(grouping: due, by: \.record.upstream)
        await withDiscardingTaskGroup { group in
            for sends in sends.values.prefix(Self.upstreamsAtOnce) {
                group.addTask { [self] in await ask(about: sends) }
            }
        }
    }

    private static let upstreamsAtOnce = 64
    private static let questionsAtOnce = 64

    /// Asks an upstream about its sends, one after the other, as long as it answers.
    private func ask(about sends: [UncertainSend]) async {
        for send in sends.prefix(Self.questionsAtOnce) where !Task.isCancelled {
            guard await ask(about: send) else { return }
        }
    }

    /// Asks about one send; whether the upstream answered.
    private func ask(about doubt: UncertainSend) async -> Bool {
        guard let question = question(about: doubt.record) else { return true }
        // What it said is not kept; the reference alone finds it.
        let send = SendMessage(
            recipient: doubt.recipient,
            content: .text(TextContent("")),
            clientReference: doubt.record.clientReference
        )
        let result = await remotes.findSent(send, question)
        switch result.end {
        case .done(let message?):
            await take(message, beside: result.observations, as: doubt.record)
        case .refused(let failure) where failure.code == .capabilityUnsupported:
            ledger.withLock { $0.remote.open.asked(doubt.record.id, askAgainAt: nil) }
        case .done, .refused: break
        case .neverReached, .unknown: return false
        }
        return true
    }

    /// The call that asks about a send, and notes when it is asked about next; nil where nobody can
    /// be asked any more.
    private func question(about record: CommandRecord) -> RemoteCall? {
        let key = LegKey(record.instance, record.upstream)
        return ledger.withLock { ledger in
            let attempts = ledger.remote.open.doubts[record.id]?.attempts ?? 0
            guard let leg = ledger.leg(key), let instance = ledger.instances[key.instance],
                let definition = ledger.remote.upstreams[key.upstream]
            else {
                ledger.remote.open.asked(record.id, askAgainAt: nil)
                return nil
            }
            ledger.remote.open.asked(record.id, askAgainAt: nextQuestion(after: attempts))
            return RemoteWay(leg: leg, definition: definition, policy: .lenient)
                .call(for: instance, at: clock.now, reference: record.id.text)
        }
    }

    /// Takes up the message that was found, as an echo that names its send.
    private func take(
        _ message: Message,
        beside observations: [Observation],
        as record: CommandRecord
    ) async {
        var found = message
        found.clientReference = record.id.text
        found.isFromMe = true
        let told = Observation(.message(found), at: found.sentAt)
        _ = await receive(observations + [told], of: record.instance, from: record.upstream)
    }

    /// 10 seconds after the first question, then doubling up to half an hour.
    private func nextQuestion(after attempts: Int) -> Timestamp {
        let delay = min(Int64(10_000) << Int64(min(attempts, 8)), 1_800_000)
        return clock.now.advanced(byMilliseconds: delay)
    }

    /// Forgets the sends in doubt that are older than a day.
    private func giveUp() {
        guard store.isWritable else { return }
        let limit = clock.now.advanced(byMilliseconds: -limits.uncertainMilliseconds)
        ledger.withLock { ledger in
            let old = ledger.remote.open.doubts.values.map(\.send.record)
                .filter { $0.receivedAt <= limit }
            guard !old.isEmpty else { return }
            for record in old { ledger.remote.open.forget(record.id) }
            _ = submit(old.map { .sendSettled($0.instance, sequence: $0.sequence) })
        }
    }
}
