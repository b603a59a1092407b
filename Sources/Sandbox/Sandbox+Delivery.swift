internal import Canonical
internal import Engine

extension Sandbox {
    /// Tells an instance of something, or keeps it until the instance is back.
    func give(
        _ kind: Signal.Kind,
        to session: Session,
        at moment: Timestamp,
        _ effects: inout Effects
    ) {
        if session.isOnline {
            effects.tell(session.instance, kind, at: moment)
        } else {
            session.miss(kind)
        }
    }

    /// Brings a message to a person's instances, unless its author is blocked.
    func deliver(_ letter: Letter, to reader: Person, _ effects: inout Effects) {
        guard reader !== letter.author, reader.accepts(letter.author) else { return }
        introduce(letter.author, to: reader, letter.sentAt, &effects)
        guard !reader.sessions.isEmpty else { return }
        bring(
            letter,
            in: letter.author.address,
            ChatKey(account: reader.key, chat: letter.author.key),
            to: reader,
            &effects
        )
    }

    /// Brings a message to the instances of a group's other members.
    func deliver(_ letter: Letter, in group: WorldGroup, _ effects: inout Effects) {
        for member in group.members {
            let reader = member.person
            guard reader !== letter.author, !reader.sessions.isEmpty else { continue }
            let key = ChatKey(account: reader.key, chat: group.address.jid)
            bring(letter, in: group.address, key, to: reader, &effects)
        }
    }

    /// Shows a message to the author's other devices.
    func echo(_ letter: Letter, besides sender: Session?, _ effects: inout Effects) {
        for session in letter.author.sessions where session !== sender {
            give(.message(letter.echoed()), to: session, at: letter.sentAt, &effects)
        }
    }

    private func bring(
        _ letter: Letter,
        in chat: Address,
        _ key: ChatKey,
        to reader: Person,
        _ effects: inout Effects
    ) {
        let message = letter.received(in: chat)
        for session in reader.sessions {
            give(.message(message), to: session, at: letter.sentAt, &effects)
        }
        var state = chats[key] ?? ChatState()
        state.unread += 1
        if !letter.author.sessions.isEmpty { state.owe(letter) }
        keep(state, key, &effects)
    }
}
