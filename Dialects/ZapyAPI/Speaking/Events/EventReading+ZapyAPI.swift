import DialectKit

extension EventReading {
    /// The six events, in the shapes in which they are told here; the vendor shows none of them.
    ///
    /// None tells how the link stands.
    static let zapyAPI = EventReading(
        signature: .body(header: "X-Webhook-Signature", prefix: "sha256="),
        kinds: [
            "pairing.qr", "message.received", "message.sent", "message.status",
            "message.reaction", "message.poll_vote", "contact.changed", "call.offered",
        ],
        register: ZapyAPISpoken.register,
        read: { hook, context throws(WireError) in
            let body = try hook.object()
            // One URL may be the whole account's: what another instance does is not this one's.
            if let instance = body.json["instanceId"]?.string,
                instance != context.settings[ZapyAPISetting.instance]
            {
                return []
            }
            let name = try body.filledString("event")
            let data = body.json["data"] ?? .null
            return ZapyAPIHook(data: data, now: hook.receivedAt, own: context.own)
                .observations(name)
        }
    )
}

extension ZapyAPISpoken {
    /// `POST …/webhook-config`: the one place of the instance's events; what was there gives way.
    ///
    /// An account whose webhook is set in the dashboard has no such route.
    static func register(
        _ url: String,
        _ context: SpokenContext
    ) throws(CommandFailure) -> Conversation<Bool> {
        var body: JSONObject = ["webhookUrl": .string(url)]
        if let secret = context.webhookSecret { body["secret"] = .string(secret) }
        body["isActive"] = true
        let request = try ZapyAPICall(context).request(.post, "webhook-config", json: body)
        return .ask(request) { (reply) throws(CommandFailure) in
            if [404, 405].contains(reply.status) { return .done(Told(false)) }
            try ZapyAPIError.check(reply)
            return .done(Told(true))
        }
    }
}
