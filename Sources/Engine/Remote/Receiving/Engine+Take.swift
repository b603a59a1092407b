internal import Canonical
internal import Observability

extension Engine {
    /// Takes up what an upstream told, as far as it counts: by the primary way all of it, by another
    /// what concerns messages that went that way, for one account tells by all its ways.
    ///
    /// Never inlined: what it holds for a moment would lie in the frame of a task that waits.
    @inline(never)
    func take(_ intake: Intake, cause: Cause?, _ ledger: Ledger, _ transaction: inout Transaction) {
        guard ledger.instances[intake.leg.instance] != nil else { return }
        for observation in ledger.news(in: intake) {
            take(observation, of: intake, cause, ledger, &transaction)
        }
    }

    private func take(
        _ observation: Observation,
        of intake: Intake,
        _ cause: Cause?,
        _ ledger: Ledger,
        _ transaction: inout Transaction
    ) {
        let moment = observation.at
        switch observation.kind {
        case .alive: return
        case .link(let state, let reason):
            take(state, reason, at: moment, of: intake, cause, ledger, &transaction)
        case .account(let account):
            take(account, at: moment, of: intake, cause, ledger, &transaction)
        case .identity(let lid, let phone):
            // A way that is only tried must not say where the primary one's sends go.
            guard intake.isPrimary(ledger) else { return }
            take(lid, phone, of: intake.leg, ledger, &transaction)
        case .message(let message):
            take(message, at: moment, of: intake, cause, ledger, &transaction)
        case .status(let id, let status, let chat, let participant):
            let step = Progress(message: id, status: status, chat: chat, participant: participant)
            take(step, at: moment, of: intake, cause, ledger, &transaction)
        case .revoked(let id, let chat):
            guard intake.isPrimary(ledger) else { return }
            let id = intake.name(id, ledger)
            guard !intake.wasTold(ToldName.revoked(id), ledger) else { return }
            revoked(id, chat, intake.leg, at: moment, cause, ledger, &transaction)
        case .event(let payload):
            take(payload, at: moment, of: intake, cause, ledger, &transaction)
        }
    }

    /// Notes that a LID and a number are one person; that a person has another number than before is
    /// worth a line.
    private func take(
        _ lid: String,
        _ phone: PhoneNumber,
        of leg: LegKey,
        _ ledger: Ledger,
        _ transaction: inout Transaction
    ) {
        let former = ledger.remote.identities.phone(of: lid, in: leg.instance)
        guard ledger.remote.identities.merge(lid, phone, of: leg.instance) else { return }
        transaction.changes.append(.identity(lid: lid, phone: phone, of: leg.instance))
        guard let former, former.equalityKey != phone.equalityKey else { return }
        log(
            .warning,
            "a person has another number",
            ["instance": leg.instance.text, "upstream": leg.upstream.text]
        )
    }

    private func take(
        _ payload: EventPayload,
        at moment: Timestamp,
        of intake: Intake,
        _ cause: Cause?,
        _ ledger: Ledger,
        _ transaction: inout Transaction
    ) {
        guard intake.isPrimary(ledger) else { return }
        let instance = intake.leg.instance
        let payload = payload.renaming { intake.name($0, ledger) }
        let keys = ToldName.event(payload, at: moment, in: intake)
        if let key = keys.first {
            let subject = payload.subject.map { ToldName.subject($0) }
            guard !intake.wasTold(anyOf: keys, about: subject, ledger) else { return }
            ledger.tell(key, of: instance, at: moment, &transaction)
            if let subject, keys.count > 1 { ledger.note(key, about: subject, of: instance) }
        }
        ledger.append(payload, to: instance, at: moment, cause: cause, &transaction)
    }
}

extension Ledger {
    /// What was told, without who is who where nothing of that is new, as in most answers.
    fileprivate func news(in intake: Intake) -> [Observation] {
        let known = remote.identities.phones(of: intake.leg.instance)
        guard !known.isEmpty else { return intake.observations }
        var others: [Observation] = []
        for observation in intake.observations {
            guard case .identity(let lid, let phone) = observation.kind else {
                others.append(observation)
                continue
            }
            if known[lid] != phone { return intake.observations }
        }
        return others
    }

    /// Notes what was told of a subject last.
    fileprivate func note(_ key: String, about subject: String, of instance: InstanceID) {
        remote.latest[ToldKey(instance: instance, key: subject)] = key
    }
}
