import DialectKit

extension EventReading {
    /// The server's webhooks: one event a request, unsigned, in no certain order, each perhaps twice.
    ///
    /// A secret of ours in a header, and the address they come to, are all that proves them. Changes
    /// of a group's settings never come: their name is not one that can be asked for.
    static let evolution = EventReading(
        signature: .secret(header: HookTalk.secretField),
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
        let body = try HookBody(hook, context)
        return body.told.map { Observation($0.kind, at: $0.at ?? hook.receivedAt) }
    }
}
