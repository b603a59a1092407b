internal import Canonical
internal import DialectKit
internal import Engine

/// A request of a dialect that was routed, authenticated and counted.
///
/// A class, because every step of the request passes it on.
final class DialectCall: Sendable {
    let territory: Router.Territory
    let found: Router.Found
    let principal: Principal
    let query: QueryItems
    let path: String
    let requestID: String
    /// What is left of the tenant's rate, nil where none is limited.
    let rate: RateLimiter.Reading?

    init(
        territory: Router.Territory,
        found: Router.Found,
        principal: Principal,
        query: QueryItems,
        path: String,
        requestID: String,
        rate: RateLimiter.Reading?
    ) {
        self.territory = territory
        self.found = found
        self.principal = principal
        self.query = query
        self.path = path
        self.requestID = requestID
        self.rate = rate
    }

    var route: Route { found.route }

    /// On whose behalf the engine works.
    func caller(idempotencyKey: String?) -> Caller {
        Caller(
            tenant: principal.tenant,
            instance: principal.instance,
            dialect: territory.dialect.id,
            requestID: requestID,
            idempotencyKey: idempotencyKey
        )
    }
}

extension Gateway {
    /// What the dialect may know of the request.
    func view(_ request: HTTPRequest, _ call: DialectCall) -> RequestView {
        RequestView(
            request.head,
            parameters: call.found.parameters,
            query: call.query,
            body: request.body,
            receivedAt: engine.clock.now,
            requestID: call.requestID,
            baseURL: options.publicURL,
            allowance: call.rate?.allowance
        )
    }
}
