public import Canonical
public import Engine

extension Sandbox {
    func send(
        _ command: SendMessage,
        _ call: inout EmbeddedCall
    ) throws(CommandFailure) -> SendMessage.Outcome {
        let (session, me) = try online(call)
        if case .group(let id) = command.recipient {
            let group = try writable(id, by: me)
            return post(command, in: group, from: session, me, &call)
        }
        if !command.refusesUnknownRecipient, case .phone = command.recipient,
            person(at: command.recipient) == nil
        {
            return lose(command, from: session, me, &call)
        }
        let reader = try reachable(command.recipient, field: "recipient")
        guard !me.blocked.contains(reader.key) else {
            throw CommandFailure(
                .recipientBlocked,
                "the account has blocked the recipient",
                field: "recipient"
            )
        }
        if !faults.isEmpty, !me.knows(reader), strike(.timelock, call.instance.id) != nil {
            throw CommandFailure(
                .accountRestricted,
                "WhatsApp keeps the account from starting new chats"
            )
        }
        return write(command, to: join(reader, &call.effects), from: session, me, &call)
    }

    /// Has a phone of the world send a message, as its owner would by hand.
    ///
    /// Media must be kept already. Throws `requestInvalid` for a sender that is not in the world or
    /// not on WhatsApp and for a content that WhatsApp would not carry, and otherwise what a send
    /// throws.
    public func message(
        from phone: PhoneNumber,
        to recipient: Address,
        content: Content,
        quoted: Quote? = nil,
        now: Timestamp,
        effects: inout Effects
    ) throws(CommandFailure) -> MessageID {
        let author = try actor(phone)
        if let objection = content.objection(quoting: quoted) { throw objection }
        if case .group(let id) = recipient {
            let group = try writable(id, by: author)
            let letter = Letter(
                id: generator.messageID(at: now),
                author: author,
                to: group.address,
                sentAt: now,
                content: content,
                quoted: quoted
            )
            deliver(letter, in: group, &effects)
            echo(letter, besides: nil, &effects)
            return letter.id
        }
        let reader = join(try reachable(recipient, field: "to"), &effects)
        return say(content, from: author, to: reader, quoted: quoted, at: now, &effects)
    }

    /// Has a person write to another.
    @discardableResult
    func say(
        _ content: Content,
        from author: Person,
        to reader: Person,
        quoted: Quote? = nil,
        at now: Timestamp,
        _ effects: inout Effects
    ) -> MessageID {
        let letter = Letter(
            id: generator.messageID(at: now),
            author: author,
            to: reader.address,
            sentAt: now,
            content: content,
            quoted: quoted
        )
        deliver(letter, to: reader, &effects)
        echo(letter, besides: nil, &effects)
        return letter.id
    }
}

// MARK: - The two ways of a send

extension Sandbox {
    private func write(
        _ command: SendMessage,
        to reader: Person,
        from session: Session,
        _ me: Person,
        _ call: inout EmbeddedCall
    ) -> SendMessage.Outcome {
        let letter = dispatch(command, to: reader.address, from: session, me, &call)
        deliver(letter, to: reader, &call.effects)
        expect(letter, by: reader)
        if command.marksChatRead {
            let key = ChatKey(account: me.key, chat: reader.key)
            markRead(key, me, call.now, &call.effects)
        }
        return SendMessage.Outcome(message: letter.message)
    }

    /// Accepts a message to a number that nobody on WhatsApp has; it fails afterwards.
    private func lose(
        _ command: SendMessage,
        from session: Session,
        _ me: Person,
        _ call: inout EmbeddedCall
    ) -> SendMessage.Outcome {
        let letter = dispatch(command, to: command.recipient, from: session, me, &call)
        expectFailure(of: letter, to: command.recipient)
        return SendMessage.Outcome(message: letter.message)
    }

    private func post(
        _ command: SendMessage,
        in group: WorldGroup,
        from session: Session,
        _ me: Person,
        _ call: inout EmbeddedCall
    ) -> SendMessage.Outcome {
        let letter = dispatch(command, to: group.address, from: session, me, &call)
        deliver(letter, in: group, &call.effects)
        expect(letter, in: group)
        if command.marksChatRead {
            let key = ChatKey(account: me.key, chat: group.address.jid)
            markRead(key, me, call.now, &call.effects)
        }
        return SendMessage.Outcome(message: letter.message)
    }

    /// The group that the person may write to.
    private func writable(_ id: String, by person: Person) throws(CommandFailure) -> WorldGroup {
        let group = try group(.group(id), of: person)
        guard !group.isAnnounce || group.role(of: person) != .member else {
            throw CommandFailure(.groupNotAdmin, "only admins may write to the group")
        }
        return group
    }
}

extension Sandbox {
    /// Puts a letter on its way and shows it to all of its author's instances.
    private func dispatch(
        _ command: SendMessage,
        to address: Address,
        from session: Session,
        _ me: Person,
        _ call: inout EmbeddedCall
    ) -> Letter {
        let letter = Letter(
            id: generator.messageID(at: call.now),
            author: me,
            to: address,
            sentAt: call.now,
            content: command.content,
            quoted: command.quoted,
            isForwarded: command.isForwarded,
            reference: command.clientReference,
            source: command.clientSource
        )
        call.effects.tell(session.instance, .message(letter.message), at: call.now)
        echo(letter, besides: session, &call.effects)
        return letter
    }
}
