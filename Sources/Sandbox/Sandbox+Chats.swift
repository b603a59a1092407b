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
            markRead(key, me, upTo: command.upTo, &call)
        } else {
            var state = chats[key] ?? ChatState()
            state.isMarked = true
            keep(state, key, &call.effects)
        }
        return MarkChat.Outcome()
    }

    /// Clears a chat's counter and sends the read receipts that are owed.
    func markRead(
        _ key: ChatKey,
        _ me: Person,
        upTo message: MessageID? = nil,
        _ call: inout EmbeddedCall
    ) {
        guard var state = chats[key] else { return }
        let read = state.takeAwaiting(upTo: message)
        state.unread = state.awaiting.count
        state.isMarked = false
        keep(state, key, &call.effects)
        guard me.audience(of: .readReceipts) != .none else { return }
        let participant = key.chat.hasSuffix("@g.us") ? me.address : nil
        for entry in read {
            guard let author = people[entry.author] else { continue }
            let kind = Signal.Kind.status(
                entry.message,
                .read,
                chat: participant == nil ? me.address : Address(parsing: key.chat),
                participant: participant
            )
            for session in author.sessions where session.linkedAt <= entry.sentAt {
                guard strike(.loseReceipt, session.instance) == nil else { continue }
                give(kind, to: session, at: call.now, &call.effects)
            }
        }
    }

    func revoke(
        _ command: RevokeMessage,
        _ call: inout EmbeddedCall
    ) throws(CommandFailure) -> Message {
        let (_, me) = try online(call)
        let chat: Address
        if command.chat.isGroup {
            let group = try group(command.chat, of: me)
            chat = group.address
            for member in group.members where member.person !== me {
                withdraw(command.message, from: member.person, in: chat, &call)
            }
        } else {
            let reader = try reachable(command.chat, field: "chat")
            chat = reader.address
            if reader !== me, reader.accepts(me) {
                withdraw(command.message, from: reader, in: me.address, &call)
            }
        }
        withdraw(command.message, from: me, in: chat, &call)
        return Message(
            id: command.message,
            chat: chat,
            sender: me.address,
            senderName: me.phone.pushName,
            isFromMe: true,
            isFromAPI: true,
            sentAt: call.now,
            content: .text(TextContent("")),
            status: .sent,
            revokedAt: call.now
        )
    }

    private func withdraw(
        _ message: MessageID,
        from person: Person,
        in chat: Address,
        _ call: inout EmbeddedCall
    ) {
        for session in person.sessions {
            give(.revoked(message, chat: chat), to: session, at: call.now, &call.effects)
        }
    }

    /// The chat's key, the same for every address of the other person.
    private func key(of chat: Address, for me: Person) -> ChatKey {
        ChatKey(account: me.key, chat: person(at: chat)?.key ?? chat.jid)
    }
}
