public import Canonical
public import Engine

extension Sandbox {
    /// Completes the pairing that an instance has running, as its phone would.
    ///
    /// Without a phone it is the one that asked for the typed code, else the one the instance was
    /// linked to before, else a new one that the world picks. A phone that is not in the world is
    /// added; one that is linked elsewhere gets another linked device. Throws `pairingUnavailable`
    /// when no pairing runs, and `requestInvalid` for a phone that contradicts the typed code's or
    /// is not on WhatsApp.
    @discardableResult
    public func scan(
        _ instance: InstanceID,
        phone: PhoneNumber? = nil,
        now: Timestamp,
        effects: inout Effects
    ) throws(CommandFailure) -> SandboxPhone {
        guard let session = sessions[instance], case .pairing(let pairing) = session.phase else {
            throw CommandFailure(.pairingUnavailable, "no pairing is pending")
        }
        if let phone, let asked = pairing.phone, phone.equalityKey != asked.equalityKey {
            throw CommandFailure(
                .requestInvalid,
                "the pairing code belongs to another phone",
                field: "phone"
            )
        }
        let person = try scanner(phone ?? pairing.phone, for: session)
        endPairing(of: session, &effects)
        attach(session, to: person, now, &effects)
        return person.phone
    }

    /// Links an instance with a phone without a pairing, for worlds that begin with it linked.
    ///
    /// An instance that is linked already stays as it is.
    public func link(
        _ instance: InstanceID,
        phone: PhoneNumber,
        now: Timestamp,
        effects: inout Effects
    ) throws(CommandFailure) {
        let session = session(of: instance)
        guard !session.isLinked else { return }
        let person = try scanner(phone, for: session)
        endPairing(of: session, &effects)
        attach(session, to: person, now, &effects)
    }

    /// The one whose phone scans.
    private func scanner(
        _ number: PhoneNumber?,
        for session: Session
    ) throws(CommandFailure) -> Person {
        guard let number else {
            return session.person ?? settleNew(pickNumber())
        }
        guard let person = person(at: number) else { return settleNew(number) }
        guard person.phone.isOnWhatsApp else {
            throw CommandFailure(.requestInvalid, "the phone is not on WhatsApp", field: "phone")
        }
        return person
    }

    private func settleNew(_ number: PhoneNumber) -> Person {
        settle(invent(number), key: number.equalityKey)
    }

    /// A mobile number of São Paulo that nobody in the world has.
    private func pickNumber() -> PhoneNumber {
        while true {
            let text = "55119" + String(Int.random(in: 6...9, using: &generator))
            let digits = text + generator.digits(7)
            if let number = PhoneNumber(digits), person(at: number) == nil { return number }
        }
    }
}

extension Sandbox {
    func connect(
        _ command: ConnectInstance,
        _ call: inout EmbeddedCall
    ) throws(CommandFailure) -> Instance {
        let session = session(of: call.instance.id)
        switch session.phase {
        case .online, .reconnecting:
            return call.instance
        case .suspended:
            return comeBack(session, &call)
        case .pairing(let pairing) where !pairing.givesWay(to: command):
            return call.instance
        case .pairing, .idle:
            return begin(session, phone: command.pairingPhone, &call)
        }
    }

    /// Begins a pairing, in place of one that runs.
    func begin(
        _ session: Session,
        phone: PhoneNumber?,
        _ call: inout EmbeddedCall
    ) -> Instance {
        let window =
            phone == nil ? options.qrWindowMilliseconds : options.codeWindowMilliseconds
        let deadline = call.now.advanced(byMilliseconds: window)
        let pairing = Pairing(
            code: makeCode(1, phone: phone, now: call.now, deadline: deadline),
            deadline: deadline,
            scanAt: options.autoPairMilliseconds.map { call.now.advanced(byMilliseconds: $0) }
        )
        show(pairing, of: session, at: call.now, &call.effects)
        return call.instance.turned(.awaitingPairing(pairing.code), at: call.now)
    }

    /// Does what is due for a pairing: the world's own scan, the next code, or the end.
    func advance(
        _ pairing: Pairing,
        of session: Session,
        at moment: Timestamp,
        _ effects: inout Effects
    ) {
        if let scanAt = pairing.scanAt, scanAt <= moment {
            scanItself(pairing, of: session, at: moment, &effects)
        } else if pairing.deadline <= moment {
            expire(session, pairing, at: moment, &effects)
        } else {
            var next = pairing
            next.code = makeCode(
                pairing.code.attempt + 1,
                phone: pairing.phone,
                now: moment,
                deadline: pairing.deadline
            )
            show(next, of: session, at: moment, &effects)
        }
    }

    /// Forgets a pairing that runs, without telling anybody.
    func endPairing(of session: Session, _ effects: inout Effects) {
        guard case .pairing = session.phase else { return }
        session.phase = .idle
        effects.remove("sandbox.pairing", session.instance.text)
    }

    /// Scans for a pairing; one whose phone cannot goes on without.
    private func scanItself(
        _ pairing: Pairing,
        of session: Session,
        at moment: Timestamp,
        _ effects: inout Effects
    ) {
        do throws(CommandFailure) {
            try scan(session.instance, now: moment, effects: &effects)
        } catch {
            var rest = pairing
            rest.scanAt = nil
            session.phase = .pairing(rest)
            keep(rest, of: session, &effects)
            schedule(session)
        }
    }

    private func expire(
        _ session: Session,
        _ pairing: Pairing,
        at moment: Timestamp,
        _ effects: inout Effects
    ) {
        endPairing(of: session, &effects)
        let reason: Disconnect.Reason = pairing.phone == nil ? .qrTimeout : .codeTimeout
        effects.tell(session.instance, .link(.pairingExpired, reason), at: moment)
    }

    private func makeCode(
        _ attempt: Int,
        phone: PhoneNumber?,
        now: Timestamp,
        deadline: Timestamp
    ) -> PairingCode {
        guard let phone else {
            let text = generator.qrText()
            let end = now.advanced(byMilliseconds: options.qrLifetimeMilliseconds)
            return PairingCode(
                method: .qr(text: text, imageURL: options.renderQR(text)),
                attempt: attempt,
                expiresAt: min(end, deadline)
            )
        }
        return PairingCode(
            method: .code(generator.pairingCode(), phone: phone),
            attempt: attempt,
            expiresAt: deadline
        )
    }

    private func show(
        _ pairing: Pairing,
        of session: Session,
        at moment: Timestamp,
        _ effects: inout Effects
    ) {
        session.phase = .pairing(pairing)
        keep(pairing, of: session, &effects)
        schedule(session)
        effects.tell(session.instance, .link(.awaitingPairing(pairing.code)), at: moment)
    }
}
