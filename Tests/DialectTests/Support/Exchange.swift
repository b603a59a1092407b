import Canonical
import DialectKit
import Wire

/// A request as a client writes it.
struct Call: Sendable, CustomStringConvertible {
    let method: HTTPMethod
    let path: String
    let body: String
    var contentType: String?

    init(
        _ method: HTTPMethod,
        _ path: String,
        _ body: String = "",
        contentType: String? = "application/json"
    ) {
        self.method = method
        self.path = path
        self.body = body
        self.contentType = contentType
    }

    var description: String { "\(method.rawValue) \(path) \(body.prefix(60))" }
}

/// Plays calls against a dialect's routes, with a stub in the place of the engine.
struct Exchange {
    let dialect: any Dialect
    let performer = StubPerformer()
    /// When every request comes: 2026-05-01T12:34:56.789Z.
    static let now = Timestamp(milliseconds: 1_777_638_896_789)

    init(_ dialect: any Dialect) { self.dialect = dialect }

    /// The route that answers a call, and the parameters of its path.
    func route(of call: Call) -> (route: Route, parameters: [String: String])? {
        let path = call.path.split(separator: "/").map(String.init)
        for route in dialect.routes where route.method == call.method {
            if let parameters = route.pattern.match(path) { return (route, parameters) }
        }
        return nil
    }

    /// The answer as the gateway would send it, failures worded by the dialect.
    func answer(_ call: Call) async -> HTTPResponse {
        guard let (route, parameters) = route(of: call) else {
            return response(to: CommandFailure(.routeUnknown), operation: nil, call)
        }
        let request = RequestView(
            path: call.path,
            parameters: parameters,
            fields: HTTPFields(call.contentType.map { [("Content-Type", $0)] } ?? []),
            body: Array(call.body.utf8),
            receivedAt: Self.now,
            requestID: "req_01J"
        )
        let served = route.answer(
            request,
            rules: dialect.bodyRules,
            performer: performer,
            caller: Caller(
                tenant: TenantID("cust_01J6"),
                instance: InstanceID("i1"),
                dialect: dialect.id,
                requestID: "req_01J"
            )
        )
        switch await served.value() {
        case .success(let response): return response
        case .failure(let failure):
            return response(to: failure, operation: route.operation, call)
        }
    }

    /// A failure of an operation in the dialect's words.
    func response(
        to failure: CommandFailure,
        operation: String?,
        _ call: Call = Call(.get, "/")
    ) -> HTTPResponse {
        dialect.response(
            to: failure,
            in: FailureContext(
                operation: operation,
                path: call.path,
                requestID: "req_01J",
                now: Self.now
            )
        )
    }
}

extension HTTPResponse {
    /// The body as text.
    var text: String { String(decoding: body, as: UTF8.self) }

    /// The value of a field.
    func field(_ name: String) -> String? { fields.first { $0.name == name }?.value }
}
