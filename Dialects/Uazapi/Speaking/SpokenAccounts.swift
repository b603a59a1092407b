import DialectKit

/// `GET /instance/all` with the admin token, or the one instance behind a token, spoken; and
/// `GET /webhook` for each.
enum SpokenAccounts {
    static func list(
        _ context: SpokenContext
    ) throws(CommandFailure) -> Conversation<[ForeignInstance]> {
        guard let admin = context.settings[UpstreamSetting.uazapiAdminToken.name], !admin.isEmpty
        else { return try listOne(context) }
        let request = UpstreamRequest.uazapi(
            .get,
            "/instance/all",
            credential: ("admintoken", admin)
        )
        return .ask(request) { (reply) throws(CommandFailure) -> Conversation<[ForeignInstance]> in
            guard let objects = try reply.uazapiJSON(context).array else {
                throw UpstreamReply.unreadable
            }
            let instances = objects.map { foreign(ToldInstance(object: $0, context), $0, nil) }
            return withWebhooks(instances[...], [], context)
        }
    }

    private static func listOne(
        _ context: SpokenContext
    ) throws(CommandFailure) -> Conversation<[ForeignInstance]> {
        .ask(try SpokenStatus.request(context)) {
            (reply) throws(CommandFailure) -> Conversation<[ForeignInstance]> in
            let json = try reply.uazapiJSON(context)
            let told = try ToldInstance(answer: json, context)
            let token = context.settings[UpstreamSetting.uazapiToken.name]
            return withWebhooks([foreign(told, json["instance"] ?? .null, token)], [], context)
        }
    }

    private static func foreign(
        _ told: ToldInstance,
        _ json: JSONValue,
        _ knownToken: String?
    ) -> ForeignInstance {
        let token = json.text("token") ?? knownToken
        return ForeignInstance(
            name: json.text("name") ?? "",
            dialectName: json.text("id"),
            token: token,
            settings: token.map { [UpstreamSetting.uazapiToken.name: $0] } ?? [:],
            phone: told.account?.phone,
            state: told.state
        )
    }

    /// Asks for the webhooks of one instance after the other; one that does not answer has none.
    private static func withWebhooks(
        _ rest: ArraySlice<ForeignInstance>,
        _ done: [ForeignInstance],
        _ context: SpokenContext
    ) -> Conversation<[ForeignInstance]> {
        guard let instance = rest.first else { return .done(Told(done)) }
        guard let token = instance.token else {
            return withWebhooks(rest.dropFirst(), done + [instance], context)
        }
        let request = UpstreamRequest.uazapi(.get, "/webhook", credential: ("token", token))
        return .ask(request) { (reply) throws(CommandFailure) -> Conversation<[ForeignInstance]> in
            var instance = instance
            // Nothing configured was seen as null.
            let webhooks = reply.isSuccess ? reply.json?.array ?? [] : []
            instance.webhooks = webhooks.compactMap { webhook($0) }
            return withWebhooks(rest.dropFirst(), done + [instance], context)
        }
    }

    private static func webhook(_ json: JSONValue) -> ForeignInstance.Webhook? {
        guard let url = json.text("url") else { return nil }
        return ForeignInstance.Webhook(
            url: url,
            events: json.texts("events"),
            isEnabled: json.flag("enabled"),
            options: WebhookSettings(told: json).options
        )
    }
}
