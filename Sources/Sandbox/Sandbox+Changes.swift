public import Canonical
public import Engine

extension Sandbox {
    /// How long after its sending a message can be edited, in milliseconds, as WhatsApp has it.
    static let editWindowMilliseconds: Int64 = 15 * 60_000

    /// Has a phone change the words of a message that it wrote, and gives the change's own id.
    ///
    /// The words of a picture, film or document are those under it. The store's row of the message
    /// keeps what was said first: the event carries what it says now. Throws `messageNotFound` for
    /// a message that the phone does not have, `messageNotEditable` for another's and for one
    /// without words, `messageTooOld` after 15 minutes of the world's clock, and `requestInvalid`
    /// for a phone that is not in the world and for no words.
    public func edit(
        _ sighting: Sighting,
        by phone: PhoneNumber,
        to text: TextContent,
        now: Timestamp,
        effects: inout Effects
    ) throws(CommandFailure) -> MessageID {
        let scene = try scene(sighting, phone)
        let content = try Self.reworded(scene, to: text, at: now)
        let id = generator.messageID(at: now)
        tell(scene, now, &effects) { viewer, chat in
            .event(
                .messageEdited(
                    MessageEdit(
                        message: scene.message.id,
                        id: id,
                        chat: chat,
                        sender: scene.actor.address,
                        isFromMe: viewer === scene.actor,
                        content: content
                    )
                )
            )
        }
        return id
    }

    /// What a message says once its words are changed, or why they cannot be.
    private static func reworded(
        _ scene: Scene,
        to text: TextContent,
        at now: Timestamp
    ) throws(CommandFailure) -> Content {
        guard !text.text.isEmpty else {
            throw CommandFailure(.requestInvalid, "text must not be empty", field: "content.text")
        }
        guard scene.author === scene.actor else {
            throw CommandFailure(
                .messageNotEditable,
                "only who wrote a message can edit it",
                field: "message"
            )
        }
        guard let content = scene.message.content.reworded(text) else {
            throw CommandFailure(
                .messageNotEditable,
                "only texts and the words under pictures, films and documents can be edited",
                field: "message"
            )
        }
        let end = scene.message.sentAt.advanced(byMilliseconds: editWindowMilliseconds)
        guard now <= end else {
            throw CommandFailure(
                .messageTooOld,
                "a message can be edited for 15 minutes",
                field: "message"
            )
        }
        return content
    }

    /// Has a phone delete a message for everyone: one that it wrote, or any of a group that it
    /// administers.
    ///
    /// Throws `messageNotFound` for a message that the phone does not have or that is deleted
    /// already, and `messageNotEditable` for another's.
    public func revoke(
        _ sighting: Sighting,
        by phone: PhoneNumber,
        now: Timestamp,
        effects: inout Effects
    ) throws(CommandFailure) {
        let scene = try scene(sighting, phone)
        let role = scene.group?.role(of: scene.actor) ?? .member
        guard scene.author === scene.actor || role != .member else {
            throw CommandFailure(
                .messageNotEditable,
                "only who wrote a message, or an admin of its group, can delete it for everyone",
                field: "message"
            )
        }
        tell(scene, now, &effects) { _, chat in .revoked(scene.message.id, chat: chat) }
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
}

extension Content {
    /// The content with other words, nil when it has none that can change.
    fileprivate func reworded(_ text: TextContent) -> Content? {
        switch self {
        case .text: return .text(text)
        case .media(var media):
            guard [.image, .video, .document].contains(media.kind) else { return nil }
            media.caption = text.text
            return .media(media)
        case .list, .buttons, .poll, .reply: return nil
        }
    }
}
