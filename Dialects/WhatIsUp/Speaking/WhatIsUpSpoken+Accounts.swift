import DialectKit

extension WhatIsUpSpoken {
    /// Reads all instances of the customer, and the endpoints that get their events.
    static func listAccounts(
        _ context: SpokenContext
    ) throws(CommandFailure) -> Conversation<[ForeignInstance]> {
        // The instance that may be configured is one of those that are listed.
        let call = try WhatIsUpCall(context, instance: "")
        let instances = call.customer(.get, [call.generation.rawValue])
        return .ask(instances) { (reply) throws(CommandFailure) in
            let shown = try reply.whatIsUpList().compactMap { ShownInstance($0) }
            return .ask(call.customer(.get, ["webhook-endpoints"])) {
                (reply) throws(CommandFailure) in
                let endpoints = try reply.whatIsUpList().compactMap(ShownEndpoint.init)
                let known = shown.filter { !$0.id.isEmpty }
                return .done(Told(known.map { ForeignInstance($0, endpoints) }))
            }
        }
    }
}

/// A webhook endpoint as the vendor shows it: its secret is not shown again.
struct ShownEndpoint: Sendable {
    let id: String
    /// The instance whose events it gets, nil for all.
    let instance: String?
    let url: String
    let events: [String]
    let isEnabled: Bool
    let hasOwnSecret: Bool
    /// Of which chats it gets messages, nil where that is not shown.
    let chatTypes: ChatTypes?

    init?(_ value: JSONValue) {
        guard let url = value["url"]?.string else { return nil }
        id = value["id"]?.string ?? ""
        instance = value["instance_id"]?.string ?? value["channel_id"]?.string
        self.url = url
        events = (value["events"]?.array ?? []).compactMap(\.string)
        isEnabled = value["enabled"]?.bool ?? true
        hasOwnSecret = value["has_custom_signing_secret"]?.bool ?? false
        chatTypes = value["chat_type_filter"]?.string.flatMap { ChatTypes(rawValue: $0) }
    }

    /// The same for moving it here.
    var webhook: ForeignInstance.Webhook {
        ForeignInstance.Webhook(
            url: url,
            events: events,
            isEnabled: isEnabled,
            options: chatTypes?.options ?? [:]
        )
    }
}

extension ForeignInstance {
    /// A pairing that waits has no code here: it is as if none had begun.
    fileprivate init(_ shown: ShownInstance, _ endpoints: [ShownEndpoint]) {
        let own = endpoints.filter { $0.instance == nil || $0.instance == shown.id }
        self.init(
            name: shown.name,
            dialectName: shown.id,
            settings: [WhatIsUpSetting.instance: shown.id],
            phone: shown.account?.phone,
            state: shown.state ?? .starting,
            webhooks: own.map(\.webhook)
        )
    }
}
