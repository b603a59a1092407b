internal import Canonical
internal import Engine

extension Sandbox {
    func privacy(
        _ command: GetPrivacy,
        _ call: inout EmbeddedCall
    ) throws(CommandFailure) -> GetPrivacy.Outcome {
        settings(of: try online(call).me)
    }

    func setPrivacy(
        _ command: SetPrivacy,
        _ call: inout EmbeddedCall
    ) throws(CommandFailure) -> SetPrivacy.Outcome {
        let (_, me) = try online(call)
        for (setting, audience) in command.changes where !setting.audiences.contains(audience) {
            throw CommandFailure(
                .requestInvalid,
                "the setting does not have that audience",
                field: setting.rawValue,
                value: audience.rawValue
            )
        }
        for (setting, audience) in command.changes {
            me.privacy[setting] = audience == .all ? nil : audience
        }
        keepAccount(of: me, &call.effects)
        return settings(of: me)
    }

    func setAvailability(
        _ command: SetAvailability,
        _ call: inout EmbeddedCall
    ) throws(CommandFailure) -> SetAvailability.Outcome {
        let (session, _) = try online(call)
        call.effects.tell(session.instance, .availability(command.isAvailable), at: call.now)
        return SetAvailability.Outcome()
    }

    /// Shows an activity to those who are online now; it is of no use to anybody later.
    func sendPresence(
        _ command: SendChatPresence,
        _ call: inout EmbeddedCall
    ) throws(CommandFailure) -> SendChatPresence.Outcome {
        let (_, me) = try online(call)
        if command.chat.isGroup {
            let group = try group(command.chat, of: me)
            for member in group.members where member.person !== me {
                show(command.activity, of: me, in: group.address, to: member.person, &call)
            }
        } else {
            let reader = try reachable(command.chat, field: "chat")
            if reader !== me, reader.accepts(me) {
                show(command.activity, of: me, in: me.address, to: reader, &call)
            }
        }
        return SendChatPresence.Outcome()
    }

    private func show(
        _ activity: SendChatPresence.Activity,
        of author: Person,
        in chat: Address,
        to reader: Person,
        _ call: inout EmbeddedCall
    ) {
        let event = EventPayload.chatPresence(chat: chat, from: author.address, activity)
        for session in reader.sessions where session.isOnline {
            call.effects.tell(session.instance, .event(event), at: call.now)
        }
    }

    private func settings(of person: Person) -> [PrivacySetting: PrivacyAudience] {
        Dictionary(
            uniqueKeysWithValues: PrivacySetting.allCases.map { ($0, person.audience(of: $0)) }
        )
    }
}
