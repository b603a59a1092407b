public import Canonical
public import Engine

extension Sandbox {
    /// Has a phone show in one chat that its owner types, records or stopped.
    ///
    /// Only instances that are online see it, the owner's own included. Throws `requestInvalid` for
    /// a phone that is not in the world, and otherwise what a send to that chat throws.
    public func showActivity(
        _ activity: SendChatPresence.Activity,
        of phone: PhoneNumber,
        in chat: Address,
        now: Timestamp,
        effects: inout Effects
    ) throws(CommandFailure) {
        try show(activity, of: actor(phone), in: chat, field: "to", now, &effects)
    }

    /// Has a phone's owner come online or go, as those see it who know them.
    ///
    /// With a chat only those in it see it. Nothing is told of an owner who hides it, nor to those
    /// whom the owner blocked. Throws as ``showActivity(_:of:in:now:effects:)`` does.
    public func showAvailability(
        _ isAvailable: Bool,
        of phone: PhoneNumber,
        to chat: Address? = nil,
        now: Timestamp,
        effects: inout Effects
    ) throws(CommandFailure) {
        let person = try actor(phone)
        let viewers: [Person]
        if let chat {
            viewers =
                chat.isGroup
                ? try group(chat, of: person).members.map(\.person)
                : [try reachable(chat, field: "to")]
        } else {
            viewers = acquaintances(of: person)
        }
        show(isAvailable: isAvailable, of: person, to: viewers, now, &effects)
    }

    func setAvailability(
        _ command: SetAvailability,
        _ call: inout EmbeddedCall
    ) throws(CommandFailure) -> SetAvailability.Outcome {
        let (session, me) = try online(call)
        call.effects.tell(session.instance, .availability(command.isAvailable), at: call.now)
        let viewers = acquaintances(of: me)
        show(isAvailable: command.isAvailable, of: me, to: viewers, call.now, &call.effects)
        return SetAvailability.Outcome()
    }

    func sendPresence(
        _ command: SendChatPresence,
        _ call: inout EmbeddedCall
    ) throws(CommandFailure) -> SendChatPresence.Outcome {
        let (_, me) = try online(call)
        try show(command.activity, of: me, in: command.chat, field: "chat", call.now, &call.effects)
        return SendChatPresence.Outcome()
    }
}

extension Sandbox {
    /// Shows an activity to those in a chat; the one who is active sees it in their own chat.
    private func show(
        _ activity: SendChatPresence.Activity,
        of author: Person,
        in chat: Address,
        field: String,
        _ now: Timestamp,
        _ effects: inout Effects
    ) throws(CommandFailure) {
        if chat.isGroup {
            let group = try group(chat, of: author)
            let event = EventPayload.chatPresence(
                chat: group.address,
                from: author.address,
                activity
            )
            for member in group.members { show(event, to: member.person, now, &effects) }
            return
        }
        let reader = try reachable(chat, field: field)
        if reader !== author, reader.accepts(author) {
            let event = EventPayload.chatPresence(
                chat: author.address,
                from: author.address,
                activity
            )
            show(event, to: reader, now, &effects)
        }
        let own = EventPayload.chatPresence(chat: reader.address, from: author.address, activity)
        show(own, to: author, now, &effects)
    }

    private func show(
        isAvailable: Bool,
        of person: Person,
        to viewers: [Person],
        _ now: Timestamp,
        _ effects: inout Effects
    ) {
        guard person.showsOnline else { return }
        let event = EventPayload.contactPresence(person.address, isAvailable: isAvailable)
        for viewer in viewers where viewer !== person && person.accepts(viewer) {
            show(event, to: viewer, now, &effects)
        }
    }

    /// Shows something to those instances that are online; it is of no use to anybody later.
    private func show(
        _ event: EventPayload,
        to viewer: Person,
        _ now: Timestamp,
        _ effects: inout Effects
    ) {
        for session in viewer.sessions where session.isOnline {
            effects.tell(session.instance, .event(event), at: now)
        }
    }
}

extension Person {
    /// Whether others see it online.
    fileprivate var showsOnline: Bool {
        audience(of: .online) == .all || audience(of: .lastSeen) != .none
    }
}
