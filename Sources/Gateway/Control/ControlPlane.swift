internal import Canonical
public import DialectKit
public import Engine
public import Sandbox

/// The product's own API under `/_sotaque`: tenants, instances, the sandbox, health.
///
/// `live` and `ready` need no credential; everything else needs the control token as Bearer.
public struct ControlPlane: Sendable {
    let engine: Engine
    let sandbox: Sandbox
    let vault: FileVault?
    let dialects: [any Dialect]
    /// What is spoken to others; nothing where no upstream can be reached.
    let spoken: SpokenMeans
    /// Nil where nobody can be asked.
    let challenge: EndpointChallenge?
    private let mint: any CredentialMint
    private let token: CredentialDigest
    private let routes: [ControlRoute]

    /// Joins the engine, the sandbox and the credential; the token itself is not kept.
    public init(
        engine: Engine,
        sandbox: Sandbox,
        vault: FileVault?,
        dialects: [any Dialect],
        mint: any CredentialMint,
        spoken: SpokenMeans = SpokenMeans(),
        challenge: EndpointChallenge? = nil,
        token: String
    ) {
        self.engine = engine
        self.sandbox = sandbox
        self.vault = vault
        self.dialects = dialects
        self.spoken = spoken
        self.challenge = challenge
        self.mint = mint
        self.token = mint.digest(token)
        routes =
            Self.healthRoutes + Self.tenantRoutes + Self.instanceRoutes + Self.logRoutes
            + Self.endpointRoutes + Self.deliveryRoutes + Self.sandboxRoutes + Self.clockRoutes
            + Self.upstreamRoutes + Self.routeRoutes + Self.hookRoutes + Self.importRoutes
            + Self.assessmentRoutes
    }

    /// A route and the values of its parameters.
    struct Match: Sendable {
        let route: ControlRoute
        let parameters: [String: String]
    }

    /// Judges a head: route, then credential.
    func admit(
        _ head: HTTPRequestHead,
        requestID: String
    ) -> Result<Gateway.Admitted, Gateway.Refusal> {
        do throws(CommandFailure) {
            let match = try find(head)
            if match.route.needsToken { try authenticate(head.fields) }
            try match.route.objects?(self, match.parameters)
            return .success(
                Gateway.Admitted(
                    requestID: requestID,
                    kind: .control(match),
                    bodyLimitBytes: match.route.bodyLimitBytes
                )
            )
        } catch {
            return .failure(Gateway.Refusal(response(to: error, requestID: requestID)))
        }
    }

    private func find(_ head: HTTPRequestHead) throws(CommandFailure) -> Match {
        guard case .segments(let segments) = RequestPath(head.path) else {
            throw CommandFailure(.routeUnknown, "No such route")
        }
        let method = head.method == .head ? .get : head.method
        var methods: [String] = []
        for route in routes {
            guard let parameters = route.pattern.match(segments) else { continue }
            if route.method == method { return Match(route: route, parameters: parameters) }
            methods.append(route.method.rawValue)
        }
        guard methods.isEmpty else {
            throw CommandFailure(
                .methodNotAllowed,
                "Method not allowed",
                allowedMethods: methods.sorted()
            )
        }
        throw CommandFailure(.routeUnknown, "No such route")
    }

    private func authenticate(_ fields: HTTPFields) throws(CommandFailure) {
        guard let value = fields["authorization"] else {
            throw CommandFailure(.authMissing, "The control token is missing")
        }
        let given = value.lowercased().hasPrefix("bearer ") ? String(value.dropFirst(7)) : ""
        guard mint.digest(given) == token, fields.occurrences(of: "authorization") == 1 else {
            throw CommandFailure(.authInvalid, "The control token is wrong")
        }
    }

    /// Carries out a request that was admitted.
    func answer(
        _ request: HTTPRequest,
        _ match: Match,
        _ requestID: String,
        gateway: Gateway
    ) -> Answer<HTTPResponse> {
        let call: ControlCall
        do throws(CommandFailure) {
            call = try ControlCall(request, match, self, gateway)
        } catch {
            return .now(response(to: error, requestID: requestID))
        }
        let run = match.route.run
        return .later { [self] in
            do throws(CommandFailure) {
                var response = try await run(call)
                response.fields.append(HTTPField("X-Request-Id", requestID))
                return response
            } catch {
                return response(to: error, requestID: requestID)
            }
        }
    }

    /// The one error body of the control API.
    func response(to failure: CommandFailure, requestID: String) -> HTTPResponse {
        var response = HTTPResponse.json(Self.status(failure.code)) { writer in
            writer.object { writer in
                writer.member("error") { writer in
                    writer.member("code", failure.code.rawValue)
                    writer.member("message", failure.detail)
                    if let field = failure.field { writer.member("field", field) }
                }
                writer.member("request_id", requestID)
            }
        }
        if !failure.allowedMethods.isEmpty {
            let methods = failure.allowedMethods.joined(separator: ", ")
            response.fields.append(HTTPField("Allow", methods))
        }
        response.fields.append(HTTPField("X-Request-Id", requestID))
        return response
    }
}
