import DialectKit
import Observability

/// A dialect with one of its routes, whose decoder only remembers that it was called.
struct ProbeDialect: Dialect {
    private let real: any Dialect
    private let decoded: Lock<Bool>
    let routes: [Route]

    init(_ real: any Dialect, _ route: Route) {
        let decoded = Lock(false)
        self.real = real
        self.decoded = decoded
        routes = [
            Route(
                route.method,
                route.pattern,
                route.operation,
                access: route.access,
                decode: { _ in
                    decoded.withLock { $0 = true }
                    return GetInstance()
                },
                encode: { _, _ in HTTPResponse(status: 200) }
            )
        ]
    }

    /// Whether the decoder was called.
    var wasDecoded: Bool { decoded.withLock { $0 } }

    var id: DialectID { real.id }
    var territory: Territory { real.territory }
    var bodyRules: BodyRules { real.bodyRules }
    var credentials: [CredentialSpec] { real.credentials }
    var naming: InstanceNaming { real.naming }
    var allowsAnyOrigin: Bool { real.allowsAnyOrigin }

    func response(to failure: CommandFailure, in context: FailureContext) -> HTTPResponse {
        real.response(to: failure, in: context)
    }
}
