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
            case dialect(DialectCall)
            case control(ControlPlane.Match)
            case preflight(any Dialect)
        }
    }

    /// Judges a head before any of its body is read: route, credential, rate, limit of the body.
    public func admit(_ head: HTTPRequestHead) -> Result<Admitted, Refusal> {
        switch judge(head, read(head)) {
        case .call(let call):
            let limit = bodyLimit(call)
            return .success(
                Admitted(requestID: call.requestID, kind: .dialect(call), bodyLimitBytes: limit)
            )
        case .admitted(let admitted): return .success(admitted)
        case .refused(let response): return .failure(Refusal(response))
        }
    }

    /// What is to be done about a request by its head.
    enum Judgement {
        /// A dialect's route is carried out; nearly every request is one.
        case call(DialectCall)
        /// Something else is.
        case admitted(Admitted)
        /// This is answered.
        case refused(HTTPResponse)
    }

    /// The longest body that is read for a call, in bytes.
    func bodyLimit(_ call: DialectCall) -> Int {
        call.route.carriesMedia ? options.mediaBodyLimitBytes : options.bodyLimitBytes
    }

    /// Judges a head by what was read out of it.
    func judge(_ head: HTTPRequestHead, _ reading: HeadReading) -> Judgement {
        let requestID = nextRequestID()
        switch reading.kind {
        case .called(let called): return judge(called, requestID)
        case .control:
            switch control.admit(head, requestID: requestID) {
            case .success(let admitted): return .admitted(admitted)
            case .failure(let refusal): return .refused(refusal.response)
            }
        case .unclaimed:
            let body = HTTPResponse.json(404, ["error": "No such route"])
            return .refused(finish(body, requestID, allowsAnyOrigin: false))
        case .preflight(let territory):
            let kind = Admitted.Kind.preflight(territory.dialect)
            return .admitted(Admitted(requestID: requestID, kind: kind, bodyLimitBytes: 0))
        case .refused(let territory, let operation, let failure):
            let place = Place(
                dialect: territory.dialect,
                operation: operation,
                path: head.path,
                requestID: requestID
            )
            return .refused(word(failure, at: place))
        }
    }

    private func judge(_ called: CalledRoute, _ requestID: String) -> Judgement {
        var rate: RateLimiter.Reading?
        do throws(CommandFailure) {
            let principal = try principal(called, &rate)
            return .call(DialectCall(called, principal, requestID: requestID, rate: rate))
        } catch {
            let place = Place(
                dialect: called.territory.dialect,
                operation: called.route.operation,
                path: called.path,
                requestID: requestID,
                rate: rate
            )
            return .refused(word(error, at: place))
        }
    }

    /// Finds out who calls.
    ///
    /// Whoever has a credential pays for the request, where the vendor limits the rate, also when it
    /// is refused for what it opens.
    private func principal(
        _ called: CalledRoute,
        _ rate: inout RateLimiter.Reading?
    ) throws(CommandFailure) -> Principal {
        do throws(CommandFailure) {
            let version = engine.accessVersion
            if let found = called.opened.finding(at: version) {
                try charge(found.payer, called, &rate)
                authenticator.note(found.principal)
                return found.principal
            }
            let holders = try authenticator.holders(called)
            guard let payer = holders.first?.tenant else { throw Authenticator.unknown }
            try charge(payer, called, &rate)
            let principal = try authenticator.principal(among: holders, called)
            let finding = OpenedAccess.Finding(payer: payer, principal: principal)
            called.opened.keep(finding, among: holders, at: version)
            return principal
        } catch {
            if error.code != .rateLimited { metrics.unauthenticated.add() }
            throw error
        }
    }

    private func charge(
        _ payer: TenantID,
        _ called: CalledRoute,
        _ rate: inout RateLimiter.Reading?
    ) throws(CommandFailure) {
        guard let limiter else { return }
        rate = limiter.charge(called.territory.dialect, payer, called.route.operation)
        guard rate?.retryAfterSeconds == nil else { throw Self.rateUsedUp(rate) }
    }

    private static func rateUsedUp(_ rate: RateLimiter.Reading?) -> CommandFailure {
        CommandFailure(
            .rateLimited,
            "Too many requests",
            retryAfterSeconds: rate?.retryAfterSeconds
        )
    }

    /// Carries out a whole request that was admitted; a stream is not opened here.
    public func answer(_ request: HTTPRequest, _ admitted: Admitted) -> Answer<HTTPResponse> {
        switch admitted.kind {
        case .dialect(let call): answer(request, call)
        case .control(let match):
            control.answer(request, match, admitted.requestID, gateway: self)
        case .preflight(let dialect):
            .now(preflight(request.head, dialect, admitted.requestID))
        }
    }

    /// Carries out a call of a dialect's route; a stream is not opened here.
    func answer(_ request: HTTPRequest, _ call: DialectCall) -> Answer<HTTPResponse> {
        guard share.hasRoom(for: call.caller.tenant) else {
            return .now(word(Self.shareUsedUp, call))
        }
        let served = call.route.answer(
            view(request, call),
            rules: call.territory.bodyRules,
            performer: engine,
            caller: call.caller
        )
        switch consume served {
        case .now(let result):
            return .now(finish(result, call))
        case .later(let wait):
            share.enter(call.caller.tenant)
            return .later { [self] in
                defer { share.leave(call.caller.tenant) }
                return finish(await wait(), call)
            }
        case .after(let gate, let result, let otherwise):
            return .after(
                gate,
                finish(result, call),
                otherwise: { [self] in finish(otherwise(), call) }
            )
        }
    }

    private static let shareUsedUp = CommandFailure(
        .rateLimited,
        "Too many requests wait",
        retryAfterSeconds: 1
    )

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
        let place = Place(dialect: dialect, path: path, requestID: requestID)
        var response = word(Self.failure(status, reason), at: place)
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
