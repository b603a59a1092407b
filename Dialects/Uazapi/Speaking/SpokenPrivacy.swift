import DialectKit

/// `GET` and `POST /instance/privacy`, spoken.
enum SpokenPrivacy {
    typealias Settings = [PrivacySetting: PrivacyAudience]

    static func say(
        _ command: GetPrivacy,
        _ context: SpokenContext
    ) throws(CommandFailure) -> Conversation<Settings> {
        translation(try .uazapi(.get, "/instance/privacy", in: context), context)
    }

    static func say(
        _ command: SetPrivacy,
        _ context: SpokenContext
    ) throws(CommandFailure) -> Conversation<Settings> {
        var body = JSONObject()
        for setting in PrivacySetting.uazapiOrder {
            guard let audience = command.changes[setting] else { continue }
            body[setting.uazapiKey] = .string(audience.uazapiWord)
        }
        return translation(try .uazapi(.post, "/instance/privacy", body, in: context), context)
    }

    /// Both answer with all settings; an audience that nobody knows is left out, and told.
    private static func translation(
        _ request: UpstreamRequest,
        _ context: SpokenContext
    ) -> Conversation<Settings> {
        .asking(request) { (reply) throws(CommandFailure) -> Told<Settings> in
            let json = try reply.uazapiJSON(context)
            guard json.object != nil else { throw UpstreamReply.unreadable }
            var told = Told(Settings())
            for setting in PrivacySetting.uazapiOrder {
                guard let word = json.text(setting.uazapiKey) else { continue }
                let audience = PrivacyAudience.allCases.first { $0.uazapiWord == word }
                told.outcome[setting] = audience
                if audience == nil { told.losses = [.unknownAudience] }
            }
            return told
        }
    }
}
