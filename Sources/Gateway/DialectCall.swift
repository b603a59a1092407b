internal import Canonical
internal import DialectKit
internal import Engine

/// A request of a dialect that was routed, authenticated and counted.
///
/// A class, because every step of the request passes it on.
final class DialectCall: Sendable {
    let called: CalledRoute
    /// On whose behalf the engine works.
    let caller: Caller
    /// What the credential opened.
    let principal: Principal
    /// What is left of the tenant's rate, nil where none is limited.
    let rate: RateLimiter.Reading?

    init(
        _ called: CalledRoute,
        _ principal: Principal,
        requestID: String,
        rate: RateLimiter.Reading?
    ) {
        self.called = called
        self.principal = principal
        caller = Caller(
            tenant: principal.tenant,
            instance: principal.instance,
            dialect: called.territory.id,
            requestID: requestID,
            idempotencyKey: called.idempotencyKey
        )
        self.rate = rate
    }

    var territory: Router.Territory { called.territory }
    var route: Route { called.route }
    var path: String { called.path }
    var requestID: String { caller.requestID }
}

extension Gateway {
    /// What the dialect may know of the request.
    func view(_ request: HTTPRequest, _ call: DialectCall) -> RequestView {
        RequestView(
            call.called.head,
            body: request.body,
            receivedAt: engine.clock.now,
            requestID: call.requestID,
            baseURL: options.publicURL,
            allowance: call.rate?.allowance
        )
    }
}
