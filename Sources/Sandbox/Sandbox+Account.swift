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

    private func settings(of person: Person) -> [PrivacySetting: PrivacyAudience] {
        Dictionary(
            uniqueKeysWithValues: PrivacySetting.allCases.map { ($0, person.audience(of: $0)) }
        )
    }
}
