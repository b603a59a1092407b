public import Canonical
public import Engine

extension Sandbox {
    /// Has a phone put a sign on a message, and gives the reaction's own id.
    ///
    /// Each reaction of a phone replaces its last one; an empty one takes it away. Throws
    /// `messageNotFound` for a message that the phone does not have, and `requestInvalid` for a
    /// phone that is not in the world and for more than one character.
    public func react(
        _ emoji: String,
        to sighting: Sighting,
        by phone: PhoneNumber,
        now: Timestamp,
        effects: inout Effects
    ) throws(CommandFailure) -> MessageID {
        let scene = try scene(sighting, phone)
        guard emoji.utf8.count <= 64, emoji.count <= 1 else {
            throw CommandFailure(
                .requestInvalid,
                "emoji must be one character, or empty to take the reaction away",
                field: "emoji"
            )
        }
        let id = generator.messageID(at: now)
        tell(scene, now, &effects) { viewer, chat in
            .event(
                .messageReaction(
                    Reaction(
                        id: id,
                        message: scene.message.id,
                        chat: chat,
                        sender: scene.actor.address,
                        isFromMe: viewer === scene.actor,
                        isOnOwnMessage: viewer === scene.author,
                        emoji: emoji
                    )
                )
            )
        }
        return id
    }

    /// Has a phone vote in a poll, and gives the vote's own id.
    ///
    /// Each vote of a phone replaces its last one; one without options takes it back. Throws
    /// `messageNotFound` for a message that the phone does not have, and `requestInvalid` for a
    /// phone that is not in the world, a message that is no poll, and options that the poll does
    /// not have or does not allow at once.
    public func vote(
        for options: [String],
        in sighting: Sighting,
        by phone: PhoneNumber,
        now: Timestamp,
        effects: inout Effects
    ) throws(CommandFailure) -> MessageID {
        let scene = try scene(sighting, phone)
        guard case .poll(let poll) = scene.message.content else {
            throw CommandFailure(.requestInvalid, "the message is no poll", field: "message")
        }
        if let rule = poll.rule(brokenBy: options) {
            throw CommandFailure(.requestInvalid, rule, field: "options")
        }
        let id = generator.messageID(at: now)
        tell(scene, now, &effects) { viewer, chat in
            .event(
                .messagePollVote(
                    PollVote(
                        id: id,
                        poll: scene.message.id,
                        chat: chat,
                        voter: scene.actor.address,
                        isFromMe: viewer === scene.actor,
                        options: options
                    )
                )
            )
        }
        return id
    }
}

extension PollContent {
    /// What a vote for those options breaks, nil when it may be.
    fileprivate func rule(brokenBy chosen: [String]) -> String? {
        guard chosen.allSatisfy(options.contains) else {
            return "options must be among the poll's"
        }
        guard Set(chosen).count == chosen.count else { return "options must not repeat" }
        guard selectable == 0 || chosen.count <= selectable else {
            return "the poll allows \(selectable) of its options at once"
        }
        return nil
    }
}
