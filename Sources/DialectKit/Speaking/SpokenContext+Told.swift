/// What conversations about the link end with: the instance as it was, and how the link stands now.
extension SpokenContext {
    /// The instance, and that its link is so.
    ///
    /// A code that comes as a picture alone is told as the loss of its text.
    public func told(_ state: LinkState, _ reason: Disconnect.Reason? = nil) -> Told<Instance> {
        told([.link(state, reason)])
    }

    /// The instance, and what was told of it just now.
    public func told(_ kinds: [Observation.Kind]) -> Told<Instance> {
        Told(instance, observations: observations(kinds), losses: kinds.flatMap(\.lossesOfCode))
    }

    /// What was told just now.
    public func observations(_ kinds: [Observation.Kind]) -> [Observation] {
        kinds.map { Observation($0, at: now) }
    }

    /// The end of a session or of a pairing that was asked for.
    ///
    /// Where there was none, what is known to be down stays what it is here.
    public func ended(wasActive: Bool) -> Told<DisconnectInstance.Outcome> {
        let kinds: [Observation.Kind] =
            wasActive
            ? [.link(.loggedOut, .logout)]
            : instance.state.isDown ? [] : [.link(.disconnected, nil)]
        return Told(
            DisconnectInstance.Outcome(instance: instance, wasActive: wasActive),
            observations: observations(kinds)
        )
    }

    /// What a connection that opens is: one that comes back, or the first one.
    public var comingUp: LinkState { .comingUp(hasAccount: instance.account != nil) }
}

extension LinkState {
    /// What a connection that opens is: with an account one that comes back, else the first one.
    public static func comingUp(hasAccount: Bool) -> LinkState {
        hasAccount ? .reconnecting : .starting
    }

    /// Whether "not connected" says nothing new of an instance that stands so.
    public var isDown: Bool {
        switch self {
        case .created, .loggedOut, .pairingExpired, .disconnected, .failed: true
        case .starting, .awaitingPairing, .connected, .reconnecting, .paused: false
        }
    }
}

extension Observation.Kind {
    /// What is lost with a code that this tells of.
    fileprivate var lossesOfCode: [Loss] {
        guard case .link(let state, _) = self, state.pairing?.qr?.text.isEmpty == true else {
            return []
        }
        return [.textOfCode]
    }
}
