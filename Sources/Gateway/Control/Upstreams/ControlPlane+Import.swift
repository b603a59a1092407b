internal import Canonical
internal import DialectKit
internal import Engine
internal import Upstreams

extension ControlPlane {
    /// Brings accounts of vendors here.
    static var importRoutes: [ControlRoute] {
        [
            ControlRoute(.post, "/_sotaque/import") { call throws(CommandFailure) in
                try await call.plane.importAccount(call)
            }
        ]
    }

    /// Reads an account through its vendor's own API, and makes the same here: instances with the
    /// same names and credentials, their webhooks, and a route to the vendor, so that nothing
    /// changes but the base URL that clients call.
    private func importAccount(_ call: ControlCall) async throws(CommandFailure) -> HTTPResponse {
        let order = try ImportOrder(call)
        guard let upstreams = spoken.upstreams else {
            throw CommandFailure(.capabilityUnsupported, "No vendor can be asked here")
        }
        let found = try await accounts(order, upstreams)
        let wanted = found.filter { order.takes($0) }
        if order.isRehearsal {
            return .json(200, ["data": .array(wanted.map { ImportedInstance($0).json })])
        }
        if let (realm, credential) = order.accountCredential {
            try await engine.adopt(credential, in: realm, for: order.tenant).get()
        }
        _ = try await engine.putUpstream(order.upstream(leaving: found)).get()
        var rows: [JSONValue] = []
        for foreign in wanted { rows.append(await bring(foreign, order, call).json) }
        return .json(200, ["upstream": .string(order.definition.id.text), "data": .array(rows)])
    }

    /// The vendor's instances, as its own API tells of them.
    private func accounts(
        _ order: ImportOrder,
        _ upstreams: HTTPUpstreams
    ) async throws(CommandFailure) -> [ForeignInstance] {
        let nobody = Instance(
            id: InstanceID("import"),
            tenant: order.tenant,
            name: "import",
            upstream: order.definition.id,
            createdAt: engine.clock.now
        )
        let call = RemoteCall(
            definition: order.definition,
            leg: InstanceRoute.Leg(upstream: order.definition.id, hookKey: ""),
            instance: nobody,
            now: engine.clock.now,
            reference: "import"
        )
        switch await upstreams.listAccounts(call).end {
        case .done(let found):
            // Our own URL there is from an earlier route, and nobody's receiver.
            guard let hooks = upstreams.hookURL(call.leg) else { return found }
            return found.map { foreign in
                var foreign = foreign
                foreign.webhooks.removeAll { $0.url.hasPrefix(hooks) }
                return foreign
            }
        case .refused(let failure), .neverReached(let failure), .unknown(let failure):
            throw failure
        }
    }

    /// Makes one instance here; what is in the way is said of it, and the others go on.
    private func bring(
        _ foreign: ForeignInstance,
        _ order: ImportOrder,
        _ call: ControlCall
    ) async -> ImportedInstance {
        var row = ImportedInstance(foreign)
        do throws(CommandFailure) {
            let instance = try await make(foreign, order)
            row.instance = instance.id
            for (place, webhook) in foreign.webhooks.enumerated() {
                try await register(webhook, place, of: instance, order, call)
                row.webhooks += 1
            }
        } catch {
            row.failure = error
        }
        return row
    }

    private func make(
        _ foreign: ForeignInstance,
        _ order: ImportOrder
    ) async throws(CommandFailure) -> Instance {
        var names: [DialectID: String] = [:]
        var tokens: [CredentialRealm: String] = [:]
        if let name = foreign.dialectName { names[order.dialect.id] = name }
        if let token = foreign.token, let realm = order.instanceRealm { tokens[realm] = token }
        let command = CreateInstance(name: foreign.name, names: names, tokens: tokens)
        let caller = ControlCall.caller(tenant: order.tenant, instance: nil)
        let leg = InstanceRoute.Leg(
            upstream: order.definition.id,
            settings: foreign.settings,
            hookKey: ""
        )
        return try await engine.create(command, for: caller) { route in route.primary = leg }.get()
    }

    /// Registers a receiver as the vendor's own call would: the first one in the vendor's single
    /// place, where it has one.
    private func register(
        _ webhook: ForeignInstance.Webhook,
        _ place: Int,
        of instance: Instance,
        _ order: ImportOrder,
        _ call: ControlCall
    ) async throws(CommandFailure) {
        let target: WebhookTarget = place == 0 && order.hasSingleWebhook ? .single : .new(.instance)
        let command = SetWebhook(
            target,
            url: webhook.url,
            secret: webhook.secret.map { .chosen($0) } ?? .keep,
            isEnabled: webhook.isEnabled,
            events: webhook.events,
            options: webhook.options,
            baseURL: call.baseURL
        )
        let caller = Caller(
            tenant: order.tenant,
            instance: instance.id,
            dialect: order.dialect.id,
            requestID: ""
        )
        _ = try await engine.perform(command, for: caller).value().get()
    }
}
