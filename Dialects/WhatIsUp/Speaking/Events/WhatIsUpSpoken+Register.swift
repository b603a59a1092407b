import DialectKit

extension WhatIsUpSpoken {
    /// Makes an endpoint at the URL where there is none, and mends the one that is there.
    ///
    /// The vendor takes a signing secret: where the operator has none, the vendor makes one that
    /// nobody learns, and bodies go unchecked.
    static func register(
        _ url: String,
        _ context: SpokenContext
    ) throws(CommandFailure) -> Conversation<Bool> {
        let call = try WhatIsUpCall(context)
        return .ask(call.customer(.get, ["webhook-endpoints"])) { (reply) throws(CommandFailure) in
            let endpoints = try reply.whatIsUpList().compactMap(ShownEndpoint.init)
            guard let ours = endpoints.first(where: { $0.url == url }) else {
                return create(url, call.generation.events, call, context)
            }
            let wanted = call.generation.documentedEvents
            let needsSecret = context.webhookSecret != nil && !ours.hasOwnSecret
            if ours.isEnabled, !needsSecret, wanted.allSatisfy(ours.events.contains) {
                return .done(Told(true))
            }
            return mend(ours, call, context)
        }
    }

    /// `POST /v1/webhook-endpoints`; a second one would tell everything twice, so it is asked once.
    ///
    /// Two events are described and missing from the list of what may be named: a refusal of them is
    /// followed by the list without them.
    private static func create(
        _ url: String,
        _ events: [String],
        _ call: WhatIsUpCall,
        _ context: SpokenContext
    ) -> Conversation<Bool> {
        var body: JSONObject = [
            "url": .string(url), "events": .array(events.map(JSONValue.string)),
        ]
        body[call.generation.instanceKey] = .string(call.instance)
        if let secret = context.webhookSecret { body["signing_secret"] = .string(secret) }
        body["enabled"] = true
        let request = call.customer(.post, ["webhook-endpoints"], json: body, effect: .once)
        let documented = call.generation.documentedEvents
        return .ask(request) { (reply) throws(CommandFailure) in
            if [400, 422].contains(reply.status), events != documented {
                return create(url, documented, call, context)
            }
            try WhatIsUpError.check(reply)
            return .done(Told(true))
        }
    }

    /// `PATCH /v1/webhook-endpoints/:id`, which is assumed: where it is missing, nothing is changed.
    private static func mend(
        _ endpoint: ShownEndpoint,
        _ call: WhatIsUpCall,
        _ context: SpokenContext
    ) -> Conversation<Bool> {
        let documented = call.generation.documentedEvents
        let events = endpoint.events + documented.filter { !endpoint.events.contains($0) }
        var body: JSONObject = ["events": .array(events.map(JSONValue.string)), "enabled": true]
        if let secret = context.webhookSecret { body["signing_secret"] = .string(secret) }
        let request = call.customer(.patch, ["webhook-endpoints", endpoint.id], json: body)
        return .ask(request) { (reply) throws(CommandFailure) in
            if [404, 405].contains(reply.status) { return .done(Told(endpoint.isEnabled)) }
            try WhatIsUpError.check(reply)
            return .done(Told(true))
        }
    }
}

extension WhatIsUpGeneration {
    /// The names of what is read, the documented ones first.
    fileprivate var events: [String] {
        switch self {
        case .instances:
            documentedEvents + [EventName.messageDelivered, .messageFailed].map(\.rawValue)
        case .channels: documentedEvents
        }
    }

    /// Those that the generation's page lists as names for an endpoint.
    fileprivate var documentedEvents: [String] {
        switch self {
        case .instances:
            [
                EventName.messageReceived, .messageSent, .instanceConnected, .instanceDisconnected,
                .qrUpdated,
            ].map(\.rawValue)
        case .channels:
            [
                "message.received", "message.sent", "message.status", "channel.connected",
                "channel.disconnected", "qr.updated", "contact.resolved",
            ]
        }
    }
}
