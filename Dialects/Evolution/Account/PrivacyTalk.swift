import DialectKit

/// `GET /chat/fetchPrivacySettings/{instance}` and `POST /chat/updatePrivacySettings/{instance}`.
///
/// The second wants all six settings, so a change is read, merged and written.
enum PrivacyTalk {
    /// Says the question.
    static func get(
        _ command: GetPrivacy,
        _ context: SpokenContext
    ) throws(CommandFailure) -> Conversation<GetPrivacy.Outcome> {
        .asking(try question(context)) {
            (reply) throws(CommandFailure) -> Told<GetPrivacy.Outcome> in
            try PrivacyBody(reply).told
        }
    }

    /// Says a change; who may call is left out, and refused where nothing else changes.
    static func set(
        _ command: SetPrivacy,
        _ context: SpokenContext
    ) throws(CommandFailure) -> Conversation<SetPrivacy.Outcome> {
        var changes = command.changes
        let setsCalls = changes.removeValue(forKey: .call) != nil
        guard !setsCalls || !changes.isEmpty else {
            throw CommandFailure(.capabilityUnsupported, "This upstream cannot set who may call")
        }
        let question = try question(context)
        return .ask(question) {
            [changes] (reply) throws(CommandFailure)
                -> Conversation<SetPrivacy.Outcome> in
            var body = try PrivacyBody(reply)
            for (setting, audience) in changes { body[setting] = audience }
            return try write(body, context)
        }
    }

    private static func question(_ context: SpokenContext) throws(CommandFailure) -> UpstreamRequest
    {
        try context.asking(.get, "/chat/fetchPrivacySettings")
    }

    private static func write(
        _ body: PrivacyBody,
        _ context: SpokenContext
    ) throws(CommandFailure) -> Conversation<SetPrivacy.Outcome> {
        let json = try body.complete()
        let request = try context.asking(.post, "/chat/updatePrivacySettings", json: json)
        return .ask(request) {
            (reply) throws(CommandFailure) -> Conversation<SetPrivacy.Outcome> in
            try EvolutionFailure.done(reply)
            return .done(body.told)
        }
    }
}

/// The six settings, in the words they came in: a word that is not known is written back unchanged.
struct PrivacyBody {
    private static let names: [(key: String, setting: PrivacySetting)] = [
        ("readreceipts", .readReceipts), ("profile", .picture), ("status", .about),
        ("online", .online), ("last", .lastSeen), ("groupadd", .groupAdd),
    ]

    private var words: [PrivacySetting: String] = [:]

    /// Reads what is set.
    init(_ reply: UpstreamReply) throws(CommandFailure) {
        let body = try EvolutionFailure.accepted(reply)
        for (key, setting) in Self.names { words[setting] = body.text(key) }
        guard !words.isEmpty else { throw UpstreamReply.unreadable }
    }

    /// Changes one setting.
    subscript(_ setting: PrivacySetting) -> PrivacyAudience? {
        get { words[setting].flatMap { PrivacyAudience(rawValue: $0) } }
        set { words[setting] = newValue?.rawValue }
    }

    /// The settings whose words are known.
    var told: Told<[PrivacySetting: PrivacyAudience]> {
        let known = words.compactMapValues { PrivacyAudience(rawValue: $0) }
        return Told(known, losses: known.count == words.count ? [] : [.unknownAudience])
    }

    /// All six, as the write wants them.
    func complete() throws(CommandFailure) -> JSONObject {
        var json = JSONObject()
        for (key, setting) in Self.names {
            guard let word = words[setting] else { throw UpstreamReply.unreadable }
            json[key] = .string(word)
        }
        return json
    }
}
