import DialectKit
import Foundation
import Observability
import Reactor
import Testing

@testable import Deliveries
@testable import Engine
@testable import Gateway
@testable import HTTP
@testable import sotaque

/// A gateway in this process that serves one dialect of the tests' own, over a folder of its own.
///
/// Deliveries are queued and never made: the worker is not started.
final class FrontStage: Sendable {
    static let token = "front-control-token"

    let core: Core
    let tenant: TenantID
    /// The tenant's own key in the dialect.
    let key: String
    private let group: EventLoopGroup
    private let folder: String
    /// What was found out about heads, which is kept as the server keeps it.
    private let studies = Lock([String: any HeadStudy]())

    init(
        limiter: RateLimiter? = nil,
        streamsPerTenant: Int = 64,
        heartbeatMilliseconds: Int = 25_000
    ) async throws {
        folder = NSTemporaryDirectory() + "sotaque-front-\(UUID().uuidString)"
        try #require(Files.makeFolder(folder))
        group = try EventLoopGroup(count: 1)
        try group.start()
        let client = HTTPClient(group: group, resolver: try Resolver())
        var means = EventService.Means(
            client: client,
            judge: nil,
            streams: StreamOptions(loop: group.next())
        )
        means.streams.perTenant = streamsPerTenant
        means.streams.heartbeatMilliseconds = heartbeatMilliseconds
        var options = GatewayOptions()
        options.limitsRates = limiter != nil
        options.limiter = limiter
        core = try Core(
            folder: folder,
            keys: try KeyRing(temporaryToken: Self.token),
            fetcher: FixtureFiles(),
            targets: AnyTarget(),
            dialects: [FrontDialect()],
            means: means,
            options: options,
            log: .silent
        )
        core.engine.clock.setFrozen(true)
        let made = try await core.engine.createTenant(name: "one").get()
        tenant = made.tenant.id
        key = made.credentials[FrontDialect.realm] ?? ""
    }

    deinit {
        core.close()
        group.stop()
        Files.removeFolder(folder)
    }

    var engine: Engine { core.engine }

    /// What the hub and the worker count.
    var tellers: EventTellers {
        get throws { try #require(core.events?.tellers) }
    }

    /// Makes an instance of the tenant with that name in the dialect.
    func instance(_ name: String) async throws -> InstanceID {
        let command = CreateInstance(name: name, names: [FrontDialect.name: name])
        return try await engine.perform(command, for: caller).value().get().id
    }

    /// Deletes an instance of the tenant.
    func delete(_ instance: InstanceID) async throws {
        let caller = Caller(
            tenant: tenant,
            instance: instance,
            dialect: FrontDialect.name,
            requestID: "req"
        )
        _ = try await engine.perform(DeleteInstance(), for: caller).value().get()
    }

    /// Issues a key of the tenant.
    func issue(_ command: IssueKey) async throws -> IssueKey.Outcome {
        try await engine.perform(command, for: caller).value().get()
    }

    /// The tenant's issued keys.
    func keys() async throws -> [APIKey] {
        try await engine.perform(ListKeys(), for: caller).value().get()
    }

    private var caller: Caller {
        Caller(tenant: tenant, instance: nil, dialect: FrontDialect.name, requestID: "req")
    }

    /// What the front answers at once or later; a stream is for ``open(_:_:key:)``.
    func send(
        _ method: HTTPMethod,
        _ target: String,
        key: String? = nil,
        _ body: JSONValue? = nil
    ) async -> HTTPResponse {
        switch answer(method, target, key ?? self.key, body) {
        case .now(let response): response
        case .later(let wait): await wait()
        case .settled(let response, let otherwise, let once):
            await withCheckedContinuation { continuation in
                once { continuation.resume(returning: $0 ? response : otherwise()) }
            }
        case .stream(let head, _): head
        }
    }

    /// A request of the control API.
    func control(
        _ method: HTTPMethod,
        _ path: String,
        _ body: JSONValue? = nil
    ) async -> HTTPResponse {
        await send(method, "/_sotaque" + path, key: Self.token, body)
    }

    /// The stream that the front answers with.
    func open(_ target: String, key: String? = nil) throws -> (head: HTTPResponse, HTTPBodyStream) {
        let answer = answer(.get, target, key ?? self.key, nil)
        guard case .stream(let head, let body) = answer else {
            throw UsageError("no stream: \(answer)")
        }
        return (head, body)
    }

    private func answer(
        _ method: HTTPMethod,
        _ target: String,
        _ key: String,
        _ body: JSONValue?
    ) -> HTTPAnswer {
        let parts = target.split(separator: "?", maxSplits: 1).map(String.init)
        let head = HTTPRequestHead(
            method: method,
            path: parts[0],
            query: parts.count > 1 ? parts[1] : nil,
            authority: "front.test",
            fields: HTTPFields([("Authorization", "Bearer " + key)])
        )
        let peer = SocketAddress(ip: .v4(0x7F00_0001), port: 1)
        let study = studies.withLock { studies in
            let study = studies["\(method) \(target) \(key)"] ?? core.gateway.study(head)
            studies["\(method) \(target) \(key)"] = study
            return study
        }
        switch core.gateway.admit(head, study: study, peer: peer) {
        case .refuse(let response): return .now(response)
        case .accept(let ticket, _, _):
            let request = HTTPRequest(head: head, body: body?.serialized() ?? [])
            return core.gateway.respond(to: request, ticket: ticket, peer: peer)
        }
    }
}

extension HTTPResponse {
    /// The value of a field, nil when it is not there.
    func field(_ name: String) -> String? {
        fields.first { $0.name.lowercased() == name.lowercased() }?.value
    }

    /// The body as JSON, null when it is none.
    var json: JSONValue { (try? JSONReader.read(body)) ?? .null }
}
