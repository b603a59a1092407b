public import Canonical
public import Engine

extension Sandbox {
    /// Changes a chat's marks as the account's phone would, and gives the marks after that.
    ///
    /// The account's instances are told when anything changed. Throws `instanceNotConnected` for an
    /// instance without a phone, `requestInvalid` for a mute that is over already, and
    /// `recipientNotOnWhatsApp`, `recipientInvalid` or `groupNotFound` for a chat that cannot be.
    @discardableResult
    public func markChat(
        _ chat: Address,
        of instance: InstanceID,
        _ changes: ChatMarkChanges,
        now: Timestamp,
        effects: inout Effects
    ) throws(CommandFailure) -> ChatMarks {
        let me = try account(of: instance)
        if case .mutedUntil(let end)? = changes.sound, end <= now {
            throw CommandFailure(
                .requestInvalid,
                "muted_until must be later than the world's clock",
                field: "muted_until"
            )
        }
        let key = try chatKey(of: chat, for: me, field: "chat", &effects)
        var isChanged = false
        if changes.isUnread == false { isChanged = clear(key, me, now, &effects) }
        let before = chats[key] ?? ChatState()
        let after = before.marked(changes)
        if after.shown != before.shown {
            keep(after, key, &effects)
            isChanged = true
        }
        if isChanged { tellMarks(of: key, me, now, &effects) }
        return after.marks(of: address(of: key) ?? chat)
    }

    /// Tells an account's instances how a chat stands.
    func tellMarks(
        of key: ChatKey,
        _ me: Person,
        _ now: Timestamp,
        _ effects: inout Effects
    ) {
        guard let chat = address(of: key) else { return }
        let marks = (chats[key] ?? ChatState()).marks(of: chat)
        tell(me, .chatChanged(marks), now, &effects)
    }

    /// The one whose phone an instance is linked to.
    func account(of instance: InstanceID) throws(CommandFailure) -> Person {
        guard let session = sessions[instance], session.isLinked, let me = session.person else {
            throw CommandFailure(.instanceNotConnected, "the instance has no phone")
        }
        return me
    }

    /// The key of a chat that the account can have; a stranger becomes a part of the world, so
    /// that nothing may be refused afterwards.
    func chatKey(
        of chat: Address,
        for me: Person,
        field: String,
        _ effects: inout Effects
    ) throws(CommandFailure) -> ChatKey {
        if chat.isGroup {
            return ChatKey(account: me.key, chat: try group(chat, of: me).address.jid)
        }
        let person = join(try reachable(chat, field: field), &effects)
        return ChatKey(account: me.key, chat: person.key)
    }

    /// The address at which others see the chat, nil when the world has it no more.
    func address(of key: ChatKey) -> Address? {
        key.isGroup ? Address(parsing: key.chat) : people[key.chat]?.address
    }
}

extension ChatState {
    /// What its account sees of it.
    struct Shown: Equatable {
        let unread: Int
        let isArchived: Bool
        let isPinned: Bool
        let mutedUntil: Timestamp?
    }

    /// What its account sees of it; a chat that was marked by hand has one unread message at least.
    var shown: Shown {
        Shown(
            unread: max(unread, isMarked ? 1 : 0),
            isArchived: isArchived,
            isPinned: isPinned,
            mutedUntil: mutedUntil
        )
    }

    /// The same as the account's list has it.
    func marks(of chat: Address) -> ChatMarks {
        ChatMarks(
            chat: chat,
            unread: shown.unread,
            isArchived: isArchived,
            isPinned: isPinned,
            mutedUntil: mutedUntil
        )
    }

    /// The chat with other marks; reading it is not among them.
    fileprivate func marked(_ changes: ChatMarkChanges) -> ChatState {
        var state = self
        if let isArchived = changes.isArchived { state.isArchived = isArchived }
        if let isPinned = changes.isPinned { state.isPinned = isPinned }
        switch changes.sound {
        case nil: break
        case .on?: state.mutedUntil = nil
        case .mutedUntil(let end)?: state.mutedUntil = end
        }
        if changes.isUnread == true { state.isMarked = true }
        return state
    }
}
