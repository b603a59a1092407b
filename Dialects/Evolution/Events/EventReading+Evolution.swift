import DialectKit

extension EventReading {
    /// The server's webhooks: one event a request, unsigned, in no certain order, each perhaps twice.
    ///
    /// A secret of ours in a header, and the address they come to, are all that proves them. Changes
    /// of a group's settings never come: their name is not one that can be asked for.
    static let evolution = EventReading(
        kinds: [
            "instance.state", "pairing.qr", "pairing.code", "message.received", "message.sent",
            "message.status", "message.edited", "message.revoked", "message.reaction",
            "message.poll_vote", "presence.chat", "presence.contact", "contact.changed",
            "group.participants", "group.joined", "group.left", "call.offered", "call.ended",
            "label.changed", "label.attached",
        ],
        register: HookTalk.register,
        read: HookTalk.read
    )
}

/// How the server is told where to send, and how it is understood.
enum HookTalk {
    /// The field that carries the secret.
    static let secretField = "X-Webhook-Secret"
    /// The events that are wanted.
    static let events = [
        "QRCODE_UPDATED", "CONNECTION_UPDATE", "STATUS_INSTANCE", "MESSAGES_UPSERT",
        "MESSAGES_EDITED", "MESSAGES_UPDATE", "MESSAGES_DELETE", "SEND_MESSAGE",
        "SEND_MESSAGE_UPDATE", "PRESENCE_UPDATE", "GROUPS_UPSERT", "GROUP_PARTICIPANTS_UPDATE",
        "CONTACTS_UPSERT", "CONTACTS_UPDATE", "CALL", "LABELS_EDIT", "LABELS_ASSOCIATION",
    ]

    /// `POST /webhook/set/{instance}`; files come inside the events, for they are to be had nowhere
    /// else.
    static func register(
        _ url: String,
        _ context: SpokenContext
    ) throws(CommandFailure) -> Conversation<Bool> {
        var webhook: JSONObject = [
            "enabled": true,
            "url": .string(url),
            "events": .array(events.map(JSONValue.string)),
        ]
        if let secret = context.webhookSecret {
            webhook["headers"] = .object([secretField: .string(secret)])
        }
        webhook["byEvents"] = false
        webhook["base64"] = true
        let request = try context.asking(
            .post,
            "/webhook/set",
            json: ["webhook": .object(webhook)]
        )
        return .ask(request) { (reply) throws(CommandFailure) -> Conversation<Bool> in
            try EvolutionFailure.done(reply)
            return .done(Told(true))
        }
    }

    /// Reads one webhook.
    static func read(
        _ hook: IncomingHook,
        _ context: SpokenContext
    ) throws(WireError) -> [Observation] {
        try checkSecret(hook, context)
        let body = try HookBody(hook, context)
        return body.told.map { Observation($0.kind, at: $0.at ?? hook.receivedAt) }
    }

    private static func checkSecret(
        _ hook: IncomingHook,
        _ context: SpokenContext
    ) throws(WireError) {
        guard let secret = context.webhookSecret else { return }
        let wanted = secretField.lowercased()
        let sent = hook.fields.filter { $0.name.lowercased() == wanted }
        guard sent.count == 1, let value = sent.first?.value, value.isSame(as: secret) else {
            throw WireError(.invalidValue, path: wanted, "The webhook's secret is missing or wrong")
        }
    }
}

extension String {
    /// Whether both are the same bytes, in a time that does not tell where they differ.
    fileprivate func isSame(as other: String) -> Bool {
        let (left, right) = (Array(utf8), Array(other.utf8))
        guard left.count == right.count else { return false }
        return zip(left, right).reduce(UInt8(0)) { $0 | ($1.0 ^ $1.1) } == 0
    }
}
