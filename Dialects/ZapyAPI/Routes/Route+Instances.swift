import DialectKit

extension Route {
    /// The routes about instances themselves.
    static let instances: [Route] = [list, create, qr, restart, logout]

    /// `GET /api/instances`: the account's instances, newest first (assumed), by pages.
    private static let list = Route(
        .get,
        "/api/instances",
        "instances.list",
        access: .account,
        body: NoBody.self,
        becoming: [ListInstances.self],
        invoke: { (_, request) throws(WireError) -> Invocation in
            let page = try Page(request.query)
            return Invocation(ListInstances(offset: page.offset, limit: page.limit)) { outcome in
                .page(page, outcome)
            }
        }
    )

    /// `POST /api/instances`: makes an instance and answers three of its ten members.
    private static let create = Route(
        .post,
        "/api/instances",
        "instances.create",
        access: .account,
        body: CreateInstanceBody.self,
        decode: { body, _ in CreateInstance(name: body.name) },
        encode: { instance, _ in
            .json(201) { json in
                json.object { json in
                    json.member("instanceId", instance.name(in: .zapyAPI))
                    json.member("name", instance.name)
                    json.member("status", instance.state.status)
                }
            }
        }
    )

    /// `GET /api/instances/{instanceId}/qr`: starts pairing if need be, and shows the code.
    ///
    /// A connected instance has no code, which is refused (assumed).
    private static let qr = Route(
        .get,
        "/api/instances/{instanceId}/qr",
        "instances.qr",
        access: .instance,
        decode: { _ in ConnectInstance() },
        encode: { (instance, request) throws(CommandFailure) -> HTTPResponse in
            guard instance.state != .connected else {
                throw CommandFailure(.instanceAlreadyConnected)
            }
            guard let pairing = instance.state.pairing, let code = pairing.qr else {
                throw CommandFailure(.pairingUnavailable)
            }
            return .json(capacity: 8192) { json in
                json.object { json in
                    json.member("instanceId", request.parameter("instanceId"))
                    json.member("qrCode", code.imageURL)
                    json.member("expiresAt", pairing.expiresAt.milliseconds)
                    json.member("attempt", pairing.attempt)
                }
            }
        }
    ).making(["qr"])

    /// `POST /api/instances/{instanceId}/restart`: opens the connection anew.
    private static let restart = Route(
        .post,
        "/api/instances/{instanceId}/restart",
        "instances.restart",
        access: .instance,
        decode: { _ in RestartInstance() },
        encode: { _, _ in .json(200, [:]) }
    )

    /// `POST /api/instances/{instanceId}/logout`: ends the session; a new scan is needed.
    private static let logout = Route(
        .post,
        "/api/instances/{instanceId}/logout",
        "instances.logout",
        access: .instance,
        decode: { _ in DisconnectInstance() },
        encode: { _, _ in .json(200, [:]) }
    )
}

extension HTTPResponse {
    fileprivate static func page(_ page: Page, _ outcome: ListInstances.Outcome) -> HTTPResponse {
        .json(capacity: 256 + 512 * outcome.instances.count) { json in
            json.object { json in
                json.memberArray("data") { json in
                    for instance in outcome.instances { json.object { $0.instance(instance) } }
                }
                page.write(total: outcome.total, to: &json)
            }
        }
    }
}
