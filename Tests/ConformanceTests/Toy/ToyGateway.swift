import ConformanceKit
import DialectKit

/// The shortest way from a request to an answer: route, credential, decode.
enum ToyGateway {
    /// What ``serve(_:_:_:asksWho:)`` accepts as a credential.
    static let key = "the-toy-key"

    /// Asks for the credential first.
    static let entry: CompatibilityKit.Entry = { dialect, performer, request in
        serve(dialect, performer, request, asksWho: true)
    }

    /// Decodes for anybody.
    static let carelessEntry: CompatibilityKit.Entry = { dialect, performer, request in
        serve(dialect, performer, request, asksWho: false)
    }

    /// Serves one request, asking for the credential first.
    static func answer(
        _ dialect: any Dialect,
        _ performer: any CommandPerformer,
        _ request: SentRequest
    ) -> ReceivedAnswer {
        serve(dialect, performer, request, asksWho: true)
    }

    private static func serve(
        _ dialect: any Dialect,
        _ performer: any CommandPerformer,
        _ request: SentRequest,
        asksWho: Bool
    ) -> ReceivedAnswer {
        let segments = request.target.split(separator: "/").map(String.init)
        let match = dialect.routes.lazy.compactMap { route in
            route.method == request.method
                ? route.pattern.match(segments).map { (route, $0) } : nil
        }.first
        guard let (route, parameters) = match else {
            return refuse(.routeUnknown, dialect, request, nil)
        }
        let hasKey = request.headers.contains { $0.name == "x-toy-key" && $0.value == key }
        guard hasKey || !asksWho else {
            return refuse(.authMissing, dialect, request, route.operation)
        }
        let view = RequestView(
            path: request.target,
            parameters: parameters,
            fields: HTTPFields(request.headers.map { ($0.name, $0.value) }),
            body: request.body
        )
        let caller = Caller(
            tenant: TenantID("t"),
            instance: InstanceID("i"),
            dialect: dialect.id,
            requestID: "r"
        )
        let served = route.answer(
            view,
            rules: dialect.bodyRules,
            performer: performer,
            caller: caller
        )
        switch served {
        case .now(.success(let response)):
            return ReceivedAnswer(status: response.status, body: response.body)
        case .now(.failure(let failure)):
            return refuse(failure.code, dialect, request, route.operation)
        case .later, .after: return refuse(.internalError, dialect, request, route.operation)
        }
    }

    private static func refuse(
        _ code: FailureCode,
        _ dialect: any Dialect,
        _ request: SentRequest,
        _ operation: String?
    ) -> ReceivedAnswer {
        let context = FailureContext(
            operation: operation,
            path: request.target,
            requestID: "r",
            now: Timestamp(milliseconds: 0)
        )
        let response = dialect.response(to: CommandFailure(code), in: context)
        return ReceivedAnswer(status: response.status, body: response.body)
    }
}
