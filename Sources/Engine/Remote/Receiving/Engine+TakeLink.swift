internal import Canonical

extension Engine {
    /// Takes up how a way's link stands; it is the instance's where the way is the primary one.
    func take(
        _ state: LinkState,
        _ reason: Disconnect.Reason?,
        at moment: Timestamp,
        of intake: Intake,
        _ cause: Cause?,
        _ ledger: Ledger,
        _ transaction: inout Transaction
    ) {
        let leg = intake.leg
        ledger.remote.heard[leg, default: LegSigns()].state = state
        guard intake.isPrimary(ledger), let instance = ledger.instances[leg.instance],
            !instance.state.isAlike(state)
        else { return }
        let signal = Signal(instance: leg.instance, at: moment, kind: .link(state, reason))
        apply([signal], cause: cause, ledger, &transaction)
    }

    /// Takes up which account is linked; a pairing is told only of another one than before.
    ///
    /// What is known of the same account stays where an upstream tells less.
    func take(
        _ told: LinkedAccount,
        at moment: Timestamp,
        of intake: Intake,
        _ cause: Cause?,
        _ ledger: Ledger,
        _ transaction: inout Transaction
    ) {
        let leg = intake.leg
        let heard = told.completed(by: ledger.remote.heard[leg]?.account)
        ledger.remote.heard[leg, default: LegSigns()].account = heard
        guard intake.isPrimary(ledger), var instance = ledger.instances[leg.instance] else {
            return
        }
        let account = heard.completed(by: instance.account)
        guard instance.account != account else { return }
        guard instance.account?.phone.equalityKey == account.phone.equalityKey else {
            let signal = Signal(instance: leg.instance, at: moment, kind: .account(account))
            return apply([signal], cause: cause, ledger, &transaction)
        }
        instance.account = account
        instance.updatedAt = max(instance.updatedAt, moment)
        ledger.update(instance, &transaction)
    }
}

extension LinkState {
    /// Whether nothing has changed that anybody is told: a code that only lasts longer is the same.
    fileprivate func isAlike(_ other: LinkState) -> Bool {
        switch (self, other) {
        case (.awaitingPairing(let one), .awaitingPairing(let two)):
            one.qr?.text == two.qr?.text && one.typed == two.typed
        default: self == other
        }
    }
}
