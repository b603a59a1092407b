public import Canonical
public import Engine

extension Sandbox {
    /// Ends an instance's connection as WhatsApp or the network would.
    ///
    /// After `network` it comes back by itself; after `replaced` it keeps its login and waits to be
    /// connected again; `logout` and `banned` drop the login. Throws `instanceNotConnected` when it
    /// is not online, and `requestInvalid` for the reasons of pairings.
    public func drop(
        _ instance: InstanceID,
        reason: Disconnect.Reason,
        now: Timestamp,
        effects: inout Effects
    ) throws(CommandFailure) {
        guard let session = sessions[instance], session.isOnline else {
            throw CommandFailure(.instanceNotConnected, "the instance is not connected")
        }
        switch reason {
        case .network:
            come(back: session, after: now)
            effects.tell(instance, .link(.reconnecting, .network), at: now)
        case .replaced:
            session.phase = .suspended
            effects.tell(instance, .link(.disconnected, .replaced), at: now)
        case .logout:
            detach(session, &effects)
            effects.tell(instance, .link(.loggedOut, .logout), at: now)
        case .banned:
            detach(session, &effects)
            effects.tell(instance, .link(.failed("banned"), .banned), at: now)
        case .qrTimeout, .codeTimeout:
            throw CommandFailure(
                .requestInvalid,
                "reason must be network, logout, replaced or banned",
                field: "reason"
            )
        }
    }

    func disconnect(
        _ command: DisconnectInstance,
        _ call: inout EmbeddedCall
    ) -> DisconnectInstance.Outcome {
        let session = session(of: call.instance.id)
        switch session.phase {
        case .idle:
            return DisconnectInstance.Outcome(instance: call.instance, wasActive: false)
        case .pairing:
            endPairing(of: session, &call.effects)
            return DisconnectInstance.Outcome(
                instance: tell(.disconnected, nil, &call),
                wasActive: true
            )
        case .online, .reconnecting, .suspended:
            detach(session, &call.effects)
            return DisconnectInstance.Outcome(
                instance: tell(.loggedOut, .logout, &call),
                wasActive: true
            )
        }
    }

    func restart(_ command: RestartInstance, _ call: inout EmbeddedCall) -> Instance {
        let session = session(of: call.instance.id)
        guard session.isLinked else { return begin(session, phone: nil, &call) }
        return comeBack(session, &call)
    }

    /// Opens the connection of a linked instance anew.
    func comeBack(_ session: Session, _ call: inout EmbeddedCall) -> Instance {
        come(back: session, after: call.now)
        return tell(.reconnecting, nil, &call)
    }

    /// Tells of a link's change, and gives the instance as it is after it.
    private func tell(
        _ state: LinkState,
        _ reason: Disconnect.Reason?,
        _ call: inout EmbeddedCall
    ) -> Instance {
        call.effects.tell(call.instance.id, .link(state, reason), at: call.now)
        return call.instance.turned(state, reason, at: call.now)
    }
}

extension Sandbox {
    /// The session of an instance; a new one is idle.
    func session(of instance: InstanceID) -> Session {
        if let session = sessions[instance] { return session }
        let session = Session(instance: instance)
        sessions[instance] = session
        return session
    }

    /// The online session of the instance that a command is for, and its phone's owner.
    func online(_ call: EmbeddedCall) throws(CommandFailure) -> (session: Session, me: Person) {
        guard let session = sessions[call.instance.id], session.isOnline, let me = session.person
        else { throw CommandFailure(.instanceNotConnected, "the instance is not connected") }
        return (session, me)
    }

    /// Links an instance with somebody's phone and tells of it.
    func attach(
        _ session: Session,
        to person: Person,
        _ now: Timestamp,
        _ effects: inout Effects
    ) {
        person.lastDevice += 1
        session.person = person
        session.device = person.lastDevice
        session.linkedAt = now
        session.phase = .online
        person.sessions.append(session)
        keep(person, &effects)
        keepLink(of: session, &effects)
        effects.tell(session.instance, .account(account(of: session, person)), at: now)
        effects.tell(session.instance, .link(.connected), at: now)
    }

    /// Drops an instance's login; its phone stays known for the next pairing.
    private func detach(_ session: Session, _ effects: inout Effects) {
        unlink(session)
        session.phase = .idle
        keepLink(of: session, &effects)
    }

    /// Takes an instance off its phone's list of devices.
    func unlink(_ session: Session) {
        session.person?.sessions.removeAll { $0 === session }
        _ = session.takeMissed()
    }

    /// Has a linked instance come back a little later.
    func come(back session: Session, after now: Timestamp) {
        let until = now.advanced(byMilliseconds: options.reconnectMilliseconds)
        session.phase = .reconnecting(until: until)
        schedule(session)
    }

    /// Has the agenda wake an instance when something is due for it.
    ///
    /// An entry that comes too early schedules itself anew, so an instance has about one entry.
    func schedule(_ session: Session) {
        guard let due = session.due else { return }
        if let wakesAt = session.wakesAt, wakesAt <= due { return }
        session.wakesAt = due
        agenda.push(.wake(session), due: due)
    }

    /// Does what is due for an instance.
    func wake(_ session: Session, at moment: Timestamp, _ effects: inout Effects) {
        if session.wakesAt == moment { session.wakesAt = nil }
        guard let due = session.due, sessions[session.instance] === session else { return }
        guard due <= moment else { return schedule(session) }
        switch session.phase {
        case .pairing(let pairing):
            advance(pairing, of: session, at: moment, &effects)
        case .reconnecting:
            session.phase = .online
            effects.tell(session.instance, .link(.connected), at: moment)
            for kind in session.takeMissed() { effects.tell(session.instance, kind, at: moment) }
        case .idle, .online, .suspended:
            break
        }
    }

    private func account(of session: Session, _ person: Person) -> LinkedAccount {
        LinkedAccount(
            phone: person.phone.id,
            device: session.device,
            lid: person.phone.lid,
            pushName: person.phone.pushName,
            pictureURL: person.phone.pictureURL,
            isBusiness: person.phone.traits.contains(.business),
            platform: person.phone.traits.contains(.business) ? "smba" : "android"
        )
    }
}

extension Instance {
    /// The instance after its link changed, as the engine's own copy becomes by the same signal.
    func turned(
        _ state: LinkState,
        _ reason: Disconnect.Reason? = nil,
        at now: Timestamp
    ) -> Instance {
        var copy = self
        copy.updatedAt = max(copy.updatedAt, now)
        copy.state = state
        if let reason { copy.lastDisconnect = Disconnect(at: now, reason: reason) }
        return copy
    }
}
