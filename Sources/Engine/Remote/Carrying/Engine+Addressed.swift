internal import Canonical
internal import Observability

/// To whom a send over a network goes.
extension Engine {
    /// The send by the address that WhatsApp has for its reader; a failure where nobody is there and
    /// the send is one that such a reader refuses.
    func addressed(
        _ plan: SendPlan,
        by way: RemoteWay
    ) async -> Result<SendPlan, CommandFailure> {
        guard let instance = plan.caller.instance else { return .failure(Self.noInstance) }
        let request = plan.caller.requestID
        await lookUp([plan.send.recipient], of: instance, by: way, for: request)
        return ledger.withLock { ledger in
            let known = ledger.registration(of: plan.send.recipient, in: instance, at: clock.now)
            if let known, known.number == nil, plan.send.refusesUnknownRecipient {
                let failure = CommandFailure(
                    .recipientNotOnWhatsApp,
                    "the number is not on WhatsApp",
                    field: "recipient"
                )
                return .failure(failure.naming(plan.asked))
            }
            var plan = plan
            plan.address(to: ledger.known(plan.send.recipient, to: instance))
            return .success(plan)
        }
    }

    /// Writes down that a send was refused before anything was sent.
    func refuse(
        _ plan: SendPlan,
        _ way: RemoteWay,
        _ failure: CommandFailure
    ) async -> Result<SendMessage.Outcome, CommandFailure> {
        let step = ledger.withLock { ledger -> Result<CommitTicket, CommandFailure> in
            do throws(CommandFailure) {
                let instance = try ready(SendMessage.traits, plan.caller, ledger)
                var record = pending(
                    SendMessage.self,
                    instance,
                    plan.caller,
                    plan.note,
                    way,
                    ledger
                )
                record.outcome = .failed(failure.code)
                return .success(submit([.command(record)]))
            } catch {
                return .failure(error)
            }
        }
        switch step {
        case .success(let ticket): return await settle(.failure(failure), ticket)
        case .failure(let failure): return .failure(failure)
        }
    }
}

extension CommandFailure {
    /// The failure with the one whom nothing could be sent to, for the dialects that repeat it.
    func naming(_ recipient: Address) -> CommandFailure {
        guard code == .recipientNotOnWhatsApp, value == nil else { return self }
        var failure = self
        failure.value = recipient.phone?.digits ?? recipient.jid
        return failure
    }
}

extension Ledger {
    /// Takes the address that an upstream says a message went to, where it is not the one it was
    /// given: that one it may only repeat.
    func learn(
        _ told: Address,
        inPlaceOf said: Address,
        of instance: InstanceID,
        at now: Timestamp
    ) {
        guard let number = told.phone, let asked = said.phone, number != asked,
            number.equalityKey == asked.equalityKey
        else { return }
        learn(told, of: instance, at: now)
    }

    /// Takes what a refusal says of the one whom a send was for.
    func learn(_ failure: CommandFailure, of send: SendUnderWay, at now: Timestamp) {
        guard failure.code == .recipientNotOnWhatsApp, send.send.recipient.phone != nil else {
            return
        }
        remote.registrations[LaneKey(send.record.instance, send.send.recipient)] =
            Registration(nobodyAt: now)
    }
}
