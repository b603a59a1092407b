internal import Canonical
internal import Deliveries
internal import DialectKit
internal import Engine
internal import HTTP
internal import Wire

extension Gateway {
    /// The answer to a request of a streaming route, or the dialect's words for why there is none;
    /// nil where the route answers once, or nothing tells of events here.
    func stream(_ request: HTTPRequest, _ call: DialectCall) -> HTTPAnswer? {
        guard let subscribe = call.route.subscribe, let tellers else { return nil }
        do throws(CommandFailure) {
            let subscription = try self.subscription(request, call, subscribe)
            let head = streamHead(call)
            // Nobody would read what the subscription tells.
            guard request.head.method != .head else { return .now(head) }
            let body = try tellers.hub.open(
                subscription,
                while: standing(of: request, call, subscription.instance)
            )
            return .stream(head, body)
        } catch {
            return .now(word(error, call))
        }
    }

    /// Whether the request would be let in again, and its instance is still there.
    private func standing(
        of request: HTTPRequest,
        _ call: DialectCall,
        _ instance: InstanceID?
    ) -> @Sendable () -> Bool {
        { [engine, authenticator] in
            guard instance == nil || instance.flatMap({ engine.instance($0) }) != nil else {
                return false
            }
            let holders = try? authenticator.holders(call.called)
            return holders?.contains { holder in
                let now = try? authenticator.principal(among: [holder], call.called)
                return now == call.principal
            } == true
        }
    }

    private func subscription(
        _ request: HTTPRequest,
        _ call: DialectCall,
        _ subscribe: @Sendable (RequestView) throws(WireError) -> EventSubscription
    ) throws(CommandFailure) -> EventHub.Subscription {
        guard !isDraining else {
            throw CommandFailure(.unavailable, "The gateway is ending", retryAfterSeconds: 1)
        }
        let view = view(request, call)
        let wanted: EventSubscription
        do throws(WireError) { wanted = try subscribe(view) } catch { throw error.failure }
        return EventHub.Subscription(
            dialect: call.territory.id,
            tenant: call.caller.tenant,
            instance: try instance(wanted.instances, call),
            filter: wanted.filter,
            baseURL: view.baseURL
        )
    }

    /// The one instance that is followed, nil for all of the tenant's.
    private func instance(
        _ wanted: EventSubscription.Instances,
        _ call: DialectCall
    ) throws(CommandFailure) -> InstanceID? {
        let own = call.caller.instance
        switch wanted {
        case .caller:
            guard let own else { throw CommandFailure(.instanceNotFound, "Instance not found") }
            return own
        case .tenant(nil): return own
        case .tenant(let name?):
            let tenant = call.caller.tenant
            guard let id = engine.instance(named: name, in: call.territory.id, of: tenant)
            else {
                throw CommandFailure(.instanceNotFound, "Instance not found")
            }
            guard own == nil || own == id else {
                throw CommandFailure(.authForbidden, "The key opens another instance")
            }
            return id
        }
    }

    /// The head of a stream; proxies are told to keep nothing back.
    private func streamHead(_ call: DialectCall) -> HTTPResponse {
        let response = HTTPResponse(
            status: 200,
            fields: [
                HTTPField(safe: "Content-Type", "text/event-stream"),
                HTTPField(safe: "Cache-Control", "no-cache"),
                HTTPField(safe: "X-Accel-Buffering", "no"),
            ]
        )
        return finish(.success(response), call)
    }
}
