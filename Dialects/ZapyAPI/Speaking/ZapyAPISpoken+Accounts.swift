import DialectKit

extension ZapyAPISpoken {
    /// Reads all instances of the account, and where the events of each go.
    static func listAccounts(
        _ context: SpokenContext
    ) throws(CommandFailure) -> Conversation<[ForeignInstance]> {
        // The instance that may be configured is one of those that are listed.
        try list(ZapyAPICall(context, instance: ""), context, page: 1, before: [])
    }

    private static func list(
        _ call: ZapyAPICall,
        _ context: SpokenContext,
        page: Int,
        before: [ListedInstance]
    ) -> Conversation<[ForeignInstance]> {
        .ask(call.list(page: page)) { (reply) throws(CommandFailure) in
            let (elements, next) = try reply.zapyAPIPage(page)
            let all = before + elements.compactMap { ListedInstance($0) }
            guard let next, next <= 100 else { return try webhooks(of: all[...], context, []) }
            return list(call, context, page: next, before: all)
        }
    }

    /// Asks for the webhook of each, one after the other; one that has none is answered 404.
    private static func webhooks(
        of left: ArraySlice<ListedInstance>,
        _ context: SpokenContext,
        _ done: [ForeignInstance]
    ) throws(CommandFailure) -> Conversation<[ForeignInstance]> {
        guard let listed = left.first else { return .done(Told(done)) }
        let call = try ZapyAPICall(context, instance: listed.id)
        return .ask(call.request(.get, "webhook-config")) { (reply) throws(CommandFailure) in
            var foreign = ForeignInstance(listed)
            if reply.status != 404 {
                let config = try reply.zapyAPIObject()
                foreign.webhooks = [ForeignInstance.Webhook(config)].compactMap(\.self)
            }
            return try webhooks(of: left.dropFirst(), context, done + [foreign])
        }
    }
}

extension ForeignInstance {
    /// A pairing that waits has no code here: it is as if none had begun.
    fileprivate init(_ listed: ListedInstance) {
        self.init(
            name: listed.name,
            dialectName: listed.id,
            settings: [ZapyAPISetting.instance: listed.id],
            phone: listed.account?.phone,
            state: listed.link?.state ?? .starting
        )
    }
}

extension ForeignInstance.Webhook {
    fileprivate init?(_ config: JSONObject) {
        guard let url = config["webhookUrl"]?.string, !url.isEmpty else { return nil }
        let secret = config["secret"]?.string ?? ""
        self.init(
            url: url,
            isEnabled: config["isActive"]?.bool ?? true,
            secret: secret.isEmpty ? nil : secret
        )
    }
}
