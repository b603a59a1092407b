package import Canonical
internal import Engine

extension Sandbox {
    /// How many messages an instance's account has not read in a chat.
    package func unreadCount(of instance: InstanceID, in chat: Address) -> Int {
        guard let me = sessions[instance]?.person else { return 0 }
        return chats[key(of: chat, for: me)]?.unread ?? 0
    }

    func mark(
        _ command: MarkChat,
        _ call: inout EmbeddedCall
    ) throws(CommandFailure) -> MarkChat.Outcome {
        let (_, me) = try online(call)
        if command.chat.isGroup {
            _ = try group(command.chat, of: me)
        } else {
            _ = try reachable(command.chat, field: "chat")
        }
        let key = key(of: command.chat, for: me)
        if command.isRead {
            markRead(key, me, upTo: command.upTo, call.now, &call.effects)
        } else {
            var state = chats[key] ?? ChatState()
            guard !state.isMarked else { return MarkChat.Outcome() }
            state.isMarked = true
            keep(state, key, &call.effects)
            tellMarks(of: key, me, call.now, &call.effects)
        }
        return MarkChat.Outcome()
    }

    /// Clears a chat's counter, sends the read receipts that are owed, and tells of the counter.
    func markRead(
        _ key: ChatKey,
        _ me: Person,
        upTo message: MessageID? = nil,
        _ now: Timestamp,
        _ effects: inout Effects
    ) {
        guard clear(key, me, upTo: message, now, &effects) else { return }
        tellMarks(of: key, me, now, &effects)
    }

    /// Clears a chat's counter, sends the read receipts that are owed, and says whether it changed.
    func clear(
        _ key: ChatKey,
        _ me: Person,
        upTo message: MessageID? = nil,
        _ now: Timestamp,
        _ effects: inout Effects
    ) -> Bool {
        guard var state = chats[key] else { return false }
        let before = state.shown
        let read = state.takeAwaiting(upTo: message)
        state.unread = state.awaiting.count
        state.isMarked = false
        keep(state, key, &effects)
        sendReadReceipts(for: read, in: key, by: me, now, &effects)
        return state.shown != before
    }

    private func sendReadReceipts(
        for read: [ChatState.Awaiting],
        in key: ChatKey,
        by me: Person,
        _ now: Timestamp,
        _ effects: inout Effects
    ) {
        guard me.audience(of: .readReceipts) != .none else { return }
        let participant = key.isGroup ? me.address : nil
        for entry in read {
            guard let author = people[entry.author] else { continue }
            let sign = Signal.Kind.status(
                entry.message,
                .read,
                chat: participant == nil ? me.address : Address(parsing: key.chat),
                participant: participant
            )
            overtake(entry.message, .read, sentAt: entry.sentAt, now)
            tell(author, sign, of: entry.sentAt, at: now, &effects)
        }
    }

    /// Remembers that a message came that far, so that the receipts due later say nothing less.
    func overtake(
        _ message: MessageID,
        _ status: MessageStatus,
        sentAt: Timestamp,
        _ now: Timestamp
    ) {
        let delays = options.delays
        let longest = max(delays.sent, delays.delivered, delays.read)
            .multipliedReportingOverflow(by: delays.slowness).partialValue
        overtaken.note(message, status, until: sentAt.advanced(byMilliseconds: longest), now: now)
    }

    /// The chat's key, the same for every address of the other person.
    func key(of chat: Address, for me: Person) -> ChatKey {
        ChatKey(account: me.key, chat: person(at: chat)?.key ?? chat.jid)
    }
}
