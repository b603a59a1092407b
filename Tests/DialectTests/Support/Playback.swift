import DialectKit
import Foundation
import Testing

/// Plays one request to a dialect alone, as the router and the gateway would.
struct Playback {
    let dialect: any Dialect
    var fields: [(String, String)] = []
    var now = Timestamp(milliseconds: 1_734_177_600_000)

    /// The route that serves the path; literal segments win over parameters.
    func route(_ method: HTTPMethod, _ path: String) -> Route? {
        let segments = Self.segments(path)
        return dialect.routes
            .filter { $0.method == method && $0.pattern.match(segments) != nil }
            .max { Self.literals($0.pattern) < Self.literals($1.pattern) }
    }

    /// The answer to a request, and the commands that it became.
    func play(
        _ method: HTTPMethod,
        _ target: String,
        body: [UInt8] = [],
        _ result: Result<any Sendable, CommandFailure>
    ) async -> (response: HTTPResponse, commands: [any Command]) {
        let parts = target.split(separator: "?", maxSplits: 1)
        let path = String(parts[0])
        guard let route = route(method, path) else {
            return (respond(to: CommandFailure(.routeUnknown), nil, path), [])
        }
        let request = RequestView(
            path: path,
            parameters: route.pattern.match(Self.segments(path)) ?? [:],
            query: Self.query(parts.count > 1 ? String(parts[1]) : ""),
            fields: HTTPFields(fields),
            body: body,
            receivedAt: now
        )
        let performer = RecordingPerformer(result)
        let caller = Caller(
            tenant: TenantID("tenant"),
            instance: InstanceID("instance"),
            dialect: dialect.id,
            requestID: "request"
        )
        let served = await route.answer(
            request,
            rules: dialect.bodyRules,
            performer: performer,
            caller: caller
        ).value()
        switch served {
        case .success(let response): return (response, performer.commands)
        case .failure(let failure):
            return (respond(to: failure, route.operation, path), performer.commands)
        }
    }

    private func respond(
        to failure: CommandFailure,
        _ operation: String?,
        _ path: String
    ) -> HTTPResponse {
        let context = FailureContext(
            operation: operation,
            path: path,
            requestID: "request",
            now: now
        )
        return dialect.response(to: failure, in: context)
    }

    private static func segments(_ path: String) -> [String] {
        path.split(separator: "/").map { String($0).removingPercentEncoding ?? String($0) }
    }

    private static func literals(_ pattern: PathPattern) -> Int {
        pattern.segments.count { if case .literal = $0 { true } else { false } }
    }

    private static func query(_ text: String) -> QueryItems {
        QueryItems(
            text.split(separator: "&").map { pair in
                let sides = pair.split(
                    separator: "=",
                    maxSplits: 1,
                    omittingEmptySubsequences: false
                )
                let decoded = sides.map { String($0).removingPercentEncoding ?? String($0) }
                return (name: decoded[0], value: decoded.count > 1 ? decoded[1] : "")
            }
        )
    }
}

/// A documented request with the command it means, and an outcome with the answer it becomes.
struct RouteExchange: Sendable, CustomTestStringConvertible {
    let testDescription: String
    let method: HTTPMethod
    let target: String
    var body = ""
    /// The command that the request means.
    let command: any Command
    /// What the command gives.
    let outcome: any Sendable
    var status = 200
    /// The answer's JSON in any spacing, empty for an answer without a body.
    let answer: String

    /// Whether the exchange happens as described, byte for byte.
    func check(_ dialect: any Dialect) async throws {
        let (response, commands) = await Playback(dialect: dialect)
            .play(method, target, body: Array(body.utf8), .success(outcome))
        #expect(commands.map { "\($0)" } == ["\(command)"])
        #expect(response.status == status)
        let bytes = answer.isEmpty ? [] : try JSONReader.read(text: answer).serialized()
        #expect(
            String(decoding: response.body, as: UTF8.self) == String(decoding: bytes, as: UTF8.self)
        )
        #expect(response.fields == (answer.isEmpty ? [] : [HTTPResponse.jsonType]))
    }
}

/// A request that is refused before any command is made.
struct BadRequest: Sendable, CustomTestStringConvertible {
    let testDescription: String
    let method: HTTPMethod
    let target: String
    var body = ""
    /// What the vendor's error says.
    let message: String
}
