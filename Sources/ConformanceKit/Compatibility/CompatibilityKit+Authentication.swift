public import DialectKit

extension CompatibilityKit {
    /// The gateway's way from a request to an answer, for one dialect: it finds the route, asks for
    /// the credential, and only then lets the route decode.
    public typealias Entry =
        @Sendable (any Dialect, any CommandPerformer, SentRequest) async -> ReceivedAnswer

    /// Checks that without a credential no route's decoder is ever reached, and that the answer is
    /// the dialect's word for that.
    ///
    /// The dialect's routes are called through stand-ins with the same method, path and access,
    /// whose decoders remember that they were called.
    public static func checkAuthentication(
        of dialect: any Dialect,
        through entry: Entry
    ) async -> [String] {
        var findings: [String] = []
        for route in dialect.routes {
            let probe = ProbeDialect(dialect, route)
            let request = SentRequest(route.method, route.samplePath)
            let answer = await entry(probe, SamplePerformer(), request)
            if probe.wasDecoded { findings.append("\(route.title): decodes before it asks who") }
            let context = FailureContext(
                operation: route.operation,
                path: route.samplePath,
                requestID: "request",
                now: Timestamp(milliseconds: 1_700_000_000_000)
            )
            let wanted = dialect.response(to: CommandFailure(.authMissing), in: context).status
            if answer.status != wanted {
                findings.append(
                    "\(route.title): answers \(answer.status) without a credential, not \(wanted)"
                )
            }
        }
        return findings
    }
}

extension Route {
    /// A path that matches the pattern.
    fileprivate var samplePath: String {
        pattern.segments.map { segment in
            switch segment {
            case .literal(let text): "/\(text)"
            case .parameter: "/sample"
            }
        }.joined()
    }
}
