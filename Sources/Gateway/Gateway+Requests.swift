public import Canonical
internal import DialectKit
internal import Engine
internal import Observability
public import Wire

extension Gateway {
    /// What is known of a request once its head is complete.
    public final class Admitted: Sendable {
        let requestID: String
        let kind: Kind
        /// The longest body that is read, in bytes.
        public let bodyLimitBytes: Int

        init(requestID: String, kind: Kind, bodyLimitBytes: Int) {
            self.requestID = requestID
            self.kind = kind
            self.bodyLimitBytes = bodyLimitBytes
        }

        enum Kind: Sendable {
            case dialect(Router.Territory, Router.Found, Principal, QueryItems)
            case control(ControlPlane.Match)
            case preflight(any Dialect)
        }
    }

    /// Judges a head before any of its body is read: route, credential, limit of the body.
    public func admit(_ head: HTTPRequestHead) -> Result<Admitted, Refusal> {
        let requestID = nextRequestID()
        if head.path == "/_sotaque" || head.path.hasPrefix("/_sotaque/") {
            return control.admit(head, requestID: requestID)
        }
        guard let destination = router.route(head.method, head.path) else {
            let body = HTTPResponse.json(404, ["error": "No such route"])
            return .failure(Refusal(finish(body, requestID, allowsAnyOrigin: false)))
        }
        let dialect = destination.territory.dialect
        if head.method == .options, head.fields["access-control-request-method"] != nil {
            return .success(
                Admitted(requestID: requestID, kind: .preflight(dialect), bodyLimitBytes: 0)
            )
        }
        do throws(CommandFailure) {
            return .success(try admit(head, destination, requestID))
        } catch {
            let operation = (try? destination.route.get())?.route.operation
            let response = word(error, dialect, operation, head.path, requestID)
            return .failure(Refusal(response))
        }
    }

    private func admit(
        _ head: HTTPRequestHead,
        _ destination: Router.Destination,
        _ requestID: String
    ) throws(CommandFailure) -> Admitted {
        let found = try destination.route.get()
        guard let query = QueryItems(parsing: head.query) else {
            throw CommandFailure(.requestInvalid, "The query cannot be read", field: "query")
        }
        if found.route.support == .extension, !options.servesExtensions {
            throw CommandFailure(.routeUnknown, "No such route")
        }
        let principal: Principal
        do throws(CommandFailure) {
            principal = try authenticator.principal(
                found,
                head.fields,
                query,
                dialect: destination.territory.dialect
            )
        } catch {
            metrics.unauthenticated.add()
            throw error
        }
        return Admitted(
            requestID: requestID,
            kind: .dialect(destination.territory, found, principal, query),
            bodyLimitBytes: found.route.carriesMedia
                ? options.mediaBodyLimitBytes : options.bodyLimitBytes
        )
    }

    /// Carries out a whole request that was admitted.
    public func answer(_ request: HTTPRequest, _ admitted: Admitted) -> Answer<HTTPResponse> {
        switch admitted.kind {
        case .dialect(let territory, let found, let principal, let query):
            let dialect = territory.dialect
            return answer(request, admitted.requestID, dialect, found, principal, query)
        case .control(let match):
            return control.answer(request, match, admitted.requestID, gateway: self)
        case .preflight(let dialect):
            return .now(preflight(request.head, dialect, admitted.requestID))
        }
    }

    private func answer(
        _ request: HTTPRequest,
        _ requestID: String,
        _ dialect: any Dialect,
        _ found: Router.Found,
        _ principal: Principal,
        _ query: QueryItems
    ) -> Answer<HTTPResponse> {
        guard share.hasRoom(for: principal.tenant) else {
            return .now(
                word(
                    Self.shareUsedUp,
                    dialect,
                    found.route.operation,
                    request.head.path,
                    requestID
                )
            )
        }
        let view = RequestView(
            request.head,
            parameters: found.parameters,
            query: query,
            body: request.body,
            receivedAt: engine.clock.now,
            requestID: requestID,
            baseURL: options.publicURL
        )
        let caller = Caller(
            tenant: principal.tenant,
            instance: principal.instance,
            dialect: dialect.id,
            requestID: requestID,
            idempotencyKey: request.head.fields["idempotency-key"]
        )
        let served = found.route.answer(
            view,
            rules: dialect.bodyRules,
            performer: engine,
            caller: caller
        )
        switch served {
        case .now(let result):
            return .now(finish(result, requestID, dialect, found, request.head.path))
        case .later(let wait):
            share.enter(principal.tenant)
            return .later { [self, path = request.head.path] in
                defer { share.leave(principal.tenant) }
                return finish(await wait(), requestID, dialect, found, path)
            }
        case .after(let gate, let result, let otherwise):
            let path = request.head.path
            return .after(
                gate,
                finish(result, requestID, dialect, found, path),
                otherwise: { [self] in finish(otherwise(), requestID, dialect, found, path) }
            )
        }
    }

    private static let shareUsedUp = CommandFailure(
        .rateLimited,
        "Too many requests wait",
        retryAfterSeconds: 1
    )

    private func finish(
        _ result: Result<HTTPResponse, CommandFailure>,
        _ requestID: String,
        _ dialect: any Dialect,
        _ found: Router.Found,
        _ path: String
    ) -> HTTPResponse {
        switch result {
        case .success(let response):
            finish(response, requestID, allowsAnyOrigin: dialect.allowsAnyOrigin)
        case .failure(let failure):
            word(failure, dialect, found.route.operation, path, requestID)
        }
    }

    /// Words a failure in the dialect's one error body.
    func word(
        _ failure: CommandFailure,
        _ dialect: any Dialect,
        _ operation: String?,
        _ path: String,
        _ requestID: String
    ) -> HTTPResponse {
        let context = FailureContext(
            operation: operation,
            path: path,
            requestID: requestID,
            now: engine.clock.now
        )
        var response = dialect.response(to: failure, in: context)
        if !failure.allowedMethods.isEmpty {
            response.add("Allow", failure.allowedMethods.joined(separator: ", "))
        }
        if let seconds = failure.retryAfterSeconds {
            response.add("Retry-After", "\(seconds)")
        }
        return finish(response, requestID, allowsAnyOrigin: dialect.allowsAnyOrigin)
    }

    /// Adds what every answer carries, and counts it.
    func finish(
        _ response: HTTPResponse,
        _ requestID: String,
        allowsAnyOrigin: Bool
    ) -> HTTPResponse {
        metrics.requests.add()
        if response.status >= 500 {
            metrics.serverErrors.add()
        } else if response.status >= 400 {
            metrics.clientErrors.add()
        }
        var response = response
        response.fields.reserveCapacity(response.fields.count + 3)
        response.fields.append(HTTPField(safe: "X-Request-Id", requestID))
        if allowsAnyOrigin {
            response.fields.append(HTTPField(safe: "Access-Control-Allow-Origin", "*"))
        }
        return response
    }

    /// Answers a browser's question before a request of another origin.
    private func preflight(
        _ head: HTTPRequestHead,
        _ dialect: any Dialect,
        _ requestID: String
    ) -> HTTPResponse {
        guard dialect.allowsAnyOrigin else {
            let failure = CommandFailure(.methodNotAllowed, "Method not allowed")
            return word(failure, dialect, nil, head.path, requestID)
        }
        var response = HTTPResponse.empty(204)
        response.fields = [
            HTTPField("Access-Control-Allow-Methods", "GET, POST, PUT, PATCH, DELETE"),
            HTTPField(
                "Access-Control-Allow-Headers",
                head.fields["access-control-request-headers"] ?? "*"
            ),
            HTTPField("Access-Control-Max-Age", "600"),
        ]
        return finish(response, requestID, allowsAnyOrigin: dialect.allowsAnyOrigin)
    }

    /// An answer that ends a request before it was carried out.
    public struct Refusal: Error, Sendable {
        /// The answer.
        public let response: HTTPResponse

        /// Wraps an answer.
        init(_ response: HTTPResponse) { self.response = response }
    }

    /// The envelope for a request that the server refused for its framing, length or slowness.
    public func refusal(status: Int, reason: String, head: HTTPRequestHead?) -> HTTPResponse {
        let requestID = nextRequestID()
        let path = head?.path ?? "/"
        if path.hasPrefix("/_sotaque") {
            return control.response(to: Self.failure(status, reason), requestID: requestID)
        }
        guard let dialect = router.route(head?.method ?? .get, path)?.territory.dialect else {
            return finish(
                .json(status, ["error": .string(reason)]),
                requestID,
                allowsAnyOrigin: false
            )
        }
        var response = word(Self.failure(status, reason), dialect, nil, path, requestID)
        response.status = status
        return response
    }

    private static func failure(_ status: Int, _ reason: String) -> CommandFailure {
        let code: FailureCode =
            switch status {
            case 413: .requestTooLarge
            case 415: .requestUnsupportedType
            case 408: .requestTimeout
            // A method that is not known, or a version of HTTP that is not spoken.
            case 405, 501: .methodNotAllowed
            case 505: .requestMalformed
            case 503: .unavailable
            case 500...: .internalError
            default: .requestMalformed
            }
        return CommandFailure(code, reason, retryAfterSeconds: status == 503 ? 1 : nil)
    }
}

extension HTTPResponse {
    /// Adds a field that the dialect has not written itself: neither of them is a list to go on.
    fileprivate mutating func add(_ name: String, _ value: String) {
        guard !fields.contains(where: { $0.name == name }) else { return }
        fields.append(HTTPField(name, value))
    }
}
