internal import Canonical

extension MessageEdit {
    /// The same with messages by other ids.
    func renaming(_ name: (MessageID) -> MessageID) -> MessageEdit {
        copy(message: name(message), id: name(id), chat: chat, sender: sender)
    }

    /// The same with people by other addresses.
    func replacing(_ known: (Address) -> Address) -> MessageEdit {
        copy(message: message, id: id, chat: known(chat), sender: known(sender))
    }

    private func copy(
        message: MessageID,
        id: MessageID,
        chat: Address,
        sender: Address
    ) -> MessageEdit {
        MessageEdit(
            message: message,
            id: id,
            chat: chat,
            sender: sender,
            isFromMe: isFromMe,
            content: content
        )
    }
}

extension Reaction {
    /// The same with messages by other ids.
    func renaming(_ name: (MessageID) -> MessageID) -> Reaction {
        copy(id: name(id), message: name(message), chat: chat, sender: sender)
    }

    /// The same with people by other addresses.
    func replacing(_ known: (Address) -> Address) -> Reaction {
        copy(id: id, message: message, chat: known(chat), sender: known(sender))
    }

    private func copy(
        id: MessageID,
        message: MessageID,
        chat: Address,
        sender: Address
    ) -> Reaction {
        Reaction(
            id: id,
            message: message,
            chat: chat,
            sender: sender,
            isFromMe: isFromMe,
            isOnOwnMessage: isOnOwnMessage,
            emoji: emoji
        )
    }
}

extension PollVote {
    /// The same with messages by other ids.
    func renaming(_ name: (MessageID) -> MessageID) -> PollVote {
        copy(id: name(id), poll: name(poll), chat: chat, voter: voter)
    }

    /// The same with people by other addresses.
    func replacing(_ known: (Address) -> Address) -> PollVote {
        copy(id: id, poll: poll, chat: known(chat), voter: known(voter))
    }

    private func copy(id: MessageID, poll: MessageID, chat: Address, voter: Address) -> PollVote {
        PollVote(
            id: id,
            poll: poll,
            chat: chat,
            voter: voter,
            isFromMe: isFromMe,
            options: options
        )
    }
}
