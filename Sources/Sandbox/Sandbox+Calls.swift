public import Canonical
public import Engine

extension Sandbox {
    /// How long a call rings before it is missed, in milliseconds of the world's clock.
    static let ringMilliseconds: Int64 = 30_000
    /// The most calls that ring at once.
    private static let callLimit = 1000

    /// Has a phone call a person or a group, and gives the call's id.
    ///
    /// Whoever blocked the caller, or takes calls of those they know only, hears nothing. Nobody
    /// answers by themselves: a call that is not ended within 30 seconds is missed. Calls are kept
    /// in memory alone, and a restart ends them without a word. Throws `requestInvalid` for a
    /// caller who is not in the world and when too many calls ring, and otherwise what a send
    /// throws.
    public func placeCall(
        from phone: PhoneNumber,
        to recipient: Address,
        isVideo: Bool,
        now: Timestamp,
        effects: inout Effects
    ) throws(CommandFailure) -> String {
        let caller = try actor(phone)
        guard calls.count < Self.callLimit else {
            throw CommandFailure(.requestInvalid, "too many calls ring already", field: "to")
        }
        let group: WorldGroup?
        let called: [Person]
        if recipient.isGroup {
            let known = try self.group(recipient, of: caller)
            (group, called) = (known, known.members.map(\.person).filter { $0 !== caller })
        } else {
            (group, called) = (nil, [try reachable(recipient, field: "to")])
        }
        guard called.first !== caller else {
            throw CommandFailure(.recipientInvalid, "a phone cannot call itself", field: "to")
        }
        let call = OpenCall(
            id: generator.callID(),
            caller: caller,
            callees: called.filter { $0.takesCalls(from: caller) },
            group: group,
            isVideo: isVideo
        )
        calls[call.id] = call
        agenda.push(.missedCall(call.id), due: now.advanced(byMilliseconds: Self.ringMilliseconds))
        tell(call, .callOffered(call.view), now, &effects)
        return call.id
    }

    /// Ends a call that rings.
    ///
    /// Throws `requestInvalid` when that phone has no such call.
    public func endCall(
        _ id: String,
        from phone: PhoneNumber,
        _ end: Call.End,
        now: Timestamp,
        effects: inout Effects
    ) throws(CommandFailure) {
        let caller = try actor(phone)
        guard let call = calls[id], call.caller === caller else {
            throw CommandFailure(.requestInvalid, "no such call of the phone rings", field: "call")
        }
        calls[id] = nil
        tell(call, .callEnded(call.view, end), now, &effects)
    }

    /// Ends a call that nobody took in time, unless it is over already.
    func miss(_ id: String, at moment: Timestamp, _ effects: inout Effects) {
        guard let call = calls.removeValue(forKey: id) else { return }
        tell(call, .callEnded(call.view, .missed), moment, &effects)
    }

    private func tell(
        _ call: OpenCall,
        _ event: EventPayload,
        _ now: Timestamp,
        _ effects: inout Effects
    ) {
        for callee in call.callees { tell(callee, event, now, &effects) }
    }
}

extension Person {
    /// Whether its phone rings when that person calls.
    fileprivate func takesCalls(from caller: Person) -> Bool {
        accepts(caller) && (audience(of: .call) == .all || knows(caller))
    }
}
