public import Canonical
public import Engine

extension Sandbox {
    /// Has a phone read a message.
    ///
    /// The phone of an account reads the chat up to the message, which its instances see; any other
    /// phone's reading is only told to the author. A phone that hides its read receipts tells
    /// nobody. Throws `messageNotFound` for a message that the phone does not have, and
    /// `requestInvalid` for a phone that is not in the world and for its own message.
    public func read(
        _ sighting: Sighting,
        by phone: PhoneNumber,
        now: Timestamp,
        effects: inout Effects
    ) throws(CommandFailure) {
        let scene = try received(sighting, by: phone)
        let me = scene.actor
        guard me.sessions.isEmpty else {
            let key = key(of: scene.chat(for: me), for: me)
            return markRead(key, me, upTo: scene.message.id, now, &effects)
        }
        guard me.audience(of: .readReceipts) != .none else { return }
        acknowledge(scene, .read, now, &effects)
    }

    /// Has a phone play a sound or a film.
    ///
    /// That is told also by those who hide their read receipts. Throws as
    /// ``read(_:by:now:effects:)`` does, and `requestInvalid` for a message that cannot be played.
    public func play(
        _ sighting: Sighting,
        by phone: PhoneNumber,
        now: Timestamp,
        effects: inout Effects
    ) throws(CommandFailure) {
        let scene = try received(sighting, by: phone)
        guard case .media(let media) = scene.message.content, media.kind.isPlayed else {
            throw CommandFailure(
                .requestInvalid,
                "only voice, audio, video_note and video can be played",
                field: "message"
            )
        }
        acknowledge(scene, .played, now, &effects)
    }

    /// The scene of a message that somebody else wrote.
    private func received(
        _ sighting: Sighting,
        by phone: PhoneNumber
    ) throws(CommandFailure) -> Scene {
        let scene = try scene(sighting, phone)
        guard scene.author !== scene.actor else {
            throw CommandFailure(
                .requestInvalid,
                "the phone wrote the message itself",
                field: "message"
            )
        }
        return scene
    }

    /// Tells a message's author that its reader got that far.
    private func acknowledge(
        _ scene: Scene,
        _ status: MessageStatus,
        _ now: Timestamp,
        _ effects: inout Effects
    ) {
        let (message, author) = (scene.message, scene.author)
        overtake(message.id, status, sentAt: message.sentAt, now)
        let sign = Signal.Kind.status(
            message.id,
            status,
            chat: scene.chat(for: author),
            participant: scene.group == nil ? nil : scene.actor.address
        )
        tell(author, sign, of: message.sentAt, at: now, &effects)
    }
}

extension MediaContent.Kind {
    /// Whether it is heard or seen in time.
    fileprivate var isPlayed: Bool {
        switch self {
        case .voice, .audio, .videoNote, .video: true
        case .image, .document, .sticker: false
        }
    }
}
