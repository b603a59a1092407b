import DialectKit

extension EventReading {
    /// Flat bodies without a signature, told apart by `messageType`, or `type` for calls.
    ///
    /// Statuses come only where the vendor's panel added them; no page shows their body.
    static let megaAPI = EventReading(
        kinds: [
            "message.received", "message.sent", "message.edited", "message.reaction",
            "message.poll_vote", "message.status", "instance.state", "pairing.qr", "call.offered",
            "call.ended",
        ],
        register: { (url, context) throws(CommandFailure) in
            let vendor = try VendorInstance(context)
            let request = vendor.post("/rest/webhook/{key}/configWebhook") { json in
                json.member("messageData") { json in
                    json.member("webhookUrl", url)
                    json.member("webhookEnabled", true)
                }
            }
            return .ask(request) { (reply) throws(CommandFailure) in
                _ = try reply.success()
                return .done(Told(true))
            }
        },
        read: { (hook, context) throws(WireError) in
            let body = try hook.object()
            try body.refuseOthers(context)
            return try HookBody(body, hook.receivedAt, context).observations()
        }
    )
}

extension WireObject {
    /// Refuses what is told of another instance; connections of older engines name none.
    fileprivate func refuseOthers(_ context: SpokenContext) throws(WireError) {
        guard let key = try optionalString("instance_key") else { return }
        guard key == context.settings[MegaAPISetting.key] else {
            throw invalid("instance_key", "is another instance's")
        }
    }
}

/// One body that the vendor posted.
struct HookBody {
    let object: WireObject
    let receivedAt: Timestamp
    let context: SpokenContext

    init(_ object: WireObject, _ receivedAt: Timestamp, _ context: SpokenContext) {
        self.object = object
        self.receivedAt = receivedAt
        self.context = context
    }

    /// The body as a value.
    var json: JSONValue { .object(object.json) }

    /// What it tells.
    fileprivate func observations() throws(WireError) -> [Observation] {
        let type = json.text("messageType") ?? json.text("type")
        switch type.flatMap(MegaAPIEvent.init(rawValue:)) {
        case .call?: return call() ?? unread("call")
        case .connectionUpdate?: return connection()
        case .qrCodeUpdate?: return picture()
        case .messageUpdate?: return try statusUpdate()
        case .message?, nil:
            guard object.json["key"]?.object != nil, object.json["message"]?.object != nil else {
                return unread(type ?? "event")
            }
            return try message()
        }
    }

    /// An event that is not understood; its body, which may hold anything, is not kept.
    func unread(_ name: String) -> [Observation] {
        [.raw(name, at: receivedAt)]
    }

    /// The body's own moment, else when it came.
    var moment: Timestamp { json.moment("messageTimestamp") ?? receivedAt }
}
