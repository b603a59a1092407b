import DialectKit

extension EventReading {
    /// The events of both generations as far as their members are known, signed like Stripe's.
    static let whatIsUp = EventReading(
        signature: .timestamped(header: "X-WhatIsUp-Signature"),
        kinds: [
            "instance.state", "pairing.qr", "message.received", "message.sent", "message.status",
        ],
        register: WhatIsUpSpoken.register,
        read: { hook, context throws(WireError) in
            let body = try hook.object()
            let name = try body.filledString("event")
            let instance = (body.json["instance_id"] ?? body.json["channel_id"])?.string
            // An endpoint may be the whole customer's: another instance's events are not this one's.
            if let instance, instance != context.settings[WhatIsUpSetting.instance] { return [] }
            return WhatIsUpHook(body.json, hook.receivedAt, context.instance).observations(name)
        }
    )
}
