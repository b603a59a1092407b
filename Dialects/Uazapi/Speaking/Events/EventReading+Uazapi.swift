import DialectKit

extension EventReading {
    /// How uazapi's webhooks are understood: bodies are signed by nothing and repeat the token.
    static let uazapi = EventReading(kinds: kinds, register: register) {
        (hook, context) throws(WireError) -> [Observation] in
        let object = try hook.object()
        let name = try object.filledString("EventType")
        try checkToken(object, context)
        let body = JSONValue.object(object.json)
        guard let type = EventType(rawValue: name) else { return [.raw(name, at: hook.receivedAt)] }
        let read = ToldEvent(body, at: hook.receivedAt, context)
        return read.observations(type) ?? [.raw(name, at: hook.receivedAt)]
    }

    /// What is told; of `history` and the other events of the vendor nothing is understood.
    private static let kinds: Set<String> = [
        "instance.state", "pairing.qr", "pairing.code", "message.received", "message.sent",
        "message.status", "message.edited", "message.revoked", "message.reaction",
        "message.poll_vote", "presence.chat", "presence.contact", "contact.changed",
        "contact.blocked", "chat.changed", "group.changed", "group.participants", "group.joined",
        "group.left", "call.offered", "call.ended", "label.changed", "label.attached",
    ]

    /// A body of another instance is refused; the token is compared and not kept.
    private static func checkToken(
        _ object: WireObject,
        _ context: SpokenContext
    ) throws(WireError) {
        let known = context.settings[UpstreamSetting.uazapiToken.name] ?? ""
        let told = object.value("token")?.string ?? ""
        guard known.isEmpty || told.isEmpty || known == told else {
            throw WireError(.invalidValue, path: "token", "token is another instance's")
        }
    }

    /// `POST /webhook` in the simple mode: one webhook an instance, made or overwritten.
    private static func register(
        _ url: String,
        _ context: SpokenContext
    ) throws(CommandFailure) -> Conversation<Bool> {
        let body: JSONObject = [
            "url": .string(url), "enabled": true,
            "events": .array(EventType.allCases.map { .string($0.rawValue) }),
            "excludeMessages": [], "addUrlEvents": false, "addUrlTypesMessages": false,
        ]
        let request = try UpstreamRequest.uazapi(.post, "/webhook", body, in: context)
        return .ask(request) { (reply) throws(CommandFailure) -> Conversation<Bool> in
            let json = try reply.uazapiJSON(context)
            let isThere = (json.array ?? [json]).contains {
                $0.text("url") == url && $0["enabled"]?.bool != false
            }
            return .done(Told(isThere))
        }
    }
}
