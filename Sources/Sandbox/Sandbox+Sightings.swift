public import Canonical
internal import Engine

extension Sandbox {
    /// The instances that may have the messages of a phone's chats, its own first, each with the
    /// moment since which what it has counts.
    ///
    /// Throws `requestInvalid` for a phone that is not in the world.
    public func witnesses(
        of phone: PhoneNumber
    ) throws(CommandFailure) -> [(instance: InstanceID, since: Timestamp)] {
        let person = try actor(phone)
        let people =
            [person] + acquaintances(of: person)
            + person.groups.flatMap { $0.members.map(\.person) }
        var seen: Set<InstanceID> = []
        return people.flatMap(\.sessions)
            .filter { seen.insert($0.instance).inserted }
            .map { (instance: $0.instance, since: $0.linkedAt) }
    }

    /// What a phone quotes when it answers a message.
    ///
    /// Throws `messageNotFound` for a message that the phone does not have.
    public func quote(
        _ sighting: Sighting,
        by phone: PhoneNumber
    ) throws(CommandFailure) -> Quote {
        let scene = try scene(sighting, phone)
        return Quote(
            id: scene.message.id,
            sender: scene.author.address,
            content: scene.message.content
        )
    }

    /// Finds out where a message is that a phone does something to.
    ///
    /// What an instance has from the time before it was linked counts as unknown, as it does for
    /// receipts: it may have been another phone's. Nor has a phone what it was sent by somebody
    /// whom it blocked.
    func scene(_ sighting: Sighting, _ phone: PhoneNumber) throws(CommandFailure) -> Scene {
        let actor = try actor(phone)
        let message = sighting.message
        let unknown = CommandFailure(
            .messageNotFound,
            "the phone has no such message",
            field: "message"
        )
        guard let session = sessions[sighting.instance], session.isLinked,
            session.linkedAt <= message.sentAt, let viewer = session.person,
            let author = message.isFromMe ? viewer : person(at: message.sender)
        else { throw unknown }
        guard let place = place(of: message, viewer, author, actor) else { throw unknown }
        guard message.revokedAt == nil else {
            throw CommandFailure(
                .messageNotFound,
                "the message was deleted for everyone",
                field: "message"
            )
        }
        return Scene(message: message, author: author, actor: actor, place: place)
    }

    /// Where a message is, nil when the actor does not have it there.
    private func place(
        of message: Message,
        _ viewer: Person,
        _ author: Person,
        _ actor: Person
    ) -> Scene.Place? {
        if case .group(let id) = message.chat {
            return groups[id].flatMap { $0.role(of: actor) == nil ? nil : .group($0) }
        }
        guard let other = person(at: message.chat), actor === viewer || actor === other,
            actor === author || actor.accepts(author)
        else { return nil }
        return .pair(viewer, other)
    }

    /// Tells the instances in a message's chat of what somebody did to it, each in its own view.
    func tell(
        _ scene: Scene,
        _ now: Timestamp,
        _ effects: inout Effects,
        _ kind: (_ viewer: Person, _ chat: Address) -> Signal.Kind
    ) {
        for viewer in scene.audience where !viewer.sessions.isEmpty {
            let kind = kind(viewer, scene.chat(for: viewer))
            for session in viewer.sessions where session.linkedAt <= scene.message.sentAt {
                give(kind, to: session, at: now, &effects)
            }
        }
    }
}
