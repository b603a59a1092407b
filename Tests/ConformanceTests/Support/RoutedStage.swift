import ConformanceKit
import DialectKit
import Foundation
import Observability
import Reactor
import Testing
import Upstreams

@testable import Engine
@testable import Gateway
@testable import HTTP
@testable import sotaque

/// A gateway in this process with the real dialects, which may call upstreams over sockets.
///
/// Links are looked after only when a test says so.
final class RoutedStage: Sendable {
    static let token = "routed-control-token"

    let core: Core
    private let group: EventLoopGroup
    private let folder: String

    init() throws {
        folder = NSTemporaryDirectory() + "sotaque-routed-\(UUID().uuidString)"
        try #require(Files.makeFolder(folder))
        group = try EventLoopGroup(count: 1)
        try group.start()
        let client = HTTPClient(group: group, resolver: try Resolver(threads: 1))
        core = try Core(
            folder: folder,
            keys: try KeyRing(temporaryToken: Self.token),
            fetcher: FixtureFiles(),
            targets: AnyTarget(),
            upstreams: UpstreamService(
                client: client,
                publicURL: "http://front.test",
                log: .silent
            ),
            log: .silent
        )
        core.engine.start()
    }

    deinit {
        core.close()
        group.stop()
        Files.removeFolder(folder)
    }

    /// What the front answers to a request with that credential.
    func send(
        _ method: HTTPMethod,
        _ target: String,
        _ credential: (name: String, value: String)? = nil,
        _ body: JSONValue? = nil
    ) async -> HTTPResponse {
        let fields = credential.map { [($0.name, $0.value)] } ?? []
        return await send(method, target, fields, body?.serialized() ?? [])
    }

    /// What the front answers to any request.
    func send(
        _ method: HTTPMethod,
        _ target: String,
        _ fields: [(String, String)],
        _ body: [UInt8]
    ) async -> HTTPResponse {
        let head = Self.head(method, target, fields)
        switch core.gateway.admit(head) {
        case .success(let admitted):
            let request = HTTPRequest(head: head, body: body)
            return await core.gateway.answer(request, admitted).value()
        case .failure(let refusal): return refusal.response
        }
    }

    /// Whether a request is refused by its head alone, before any of its body is read.
    func refusesHead(_ method: HTTPMethod, _ target: String) -> HTTPResponse? {
        guard case .failure(let refusal) = core.gateway.admit(Self.head(method, target, [])) else {
            return nil
        }
        return refusal.response
    }

    /// Whether a request is let in where all connections are taken.
    func mayUseReserve(_ path: String) -> Bool {
        core.gateway.mayUseReserve(Self.head(.get, path, []))
    }

    private static func head(
        _ method: HTTPMethod,
        _ target: String,
        _ fields: [(String, String)]
    ) -> HTTPRequestHead {
        let parts = target.split(separator: "?", maxSplits: 1).map(String.init)
        return HTTPRequestHead(
            method: method,
            path: parts[0],
            query: parts.count > 1 ? parts[1] : nil,
            authority: "operators.test",
            fields: HTTPFields([("Content-Type", "application/json")] + fields)
        )
    }

    /// A request of the control API.
    func control(
        _ method: HTTPMethod,
        _ path: String,
        _ body: JSONValue? = nil
    ) async -> HTTPResponse {
        await send(method, "/_sotaque" + path, ("Authorization", "Bearer " + Self.token), body)
    }

    /// Makes a tenant and gives its credentials by the control API's words.
    func tenant(_ name: String) async throws -> JSONValue {
        let made = await control(.post, "/tenants", ["name": .string(name)])
        try #require(made.status == 201)
        return made.json["credentials"] ?? .null
    }

    /// Makes an instance that has the same name, and a token that ends in it, in every dialect.
    func instance(_ name: String, of tenant: String) async throws -> InstanceID {
        let same = JSONValue.string(name)
        let token = JSONValue.string("token-" + name)
        let body: JSONValue = [
            "tenant": .string(tenant), "name": same,
            "names": ["megaapi": same, "zapyapi": same, "whatisup": same],
            "tokens": ["uazapi": token, "megaapi": token],
        ]
        let made = await control(.post, "/instances", body)
        try #require(made.status == 201, "\(made.json)")
        return InstanceID(try #require(made.json["id"]?.string))
    }

    /// Asks the upstreams of every way how the link stands, as is done at a start.
    func readLinks() async throws {
        let upstreams = try #require(core.upstreams?.upstreams)
        for leg in core.engine.remoteLegs() {
            let call = leg.call(at: core.engine.clock.now, reference: "look")
            let told = await upstreams.readLink(call).observations
            _ = await core.engine.receive(told, of: leg.instance.id, from: leg.definition.id)
        }
    }
}

extension HTTPResponse {
    /// The body as text, wrong bytes replaced.
    var text: String { String(decoding: body, as: UTF8.self) }

    /// The code of the control API's error, nil where it is none.
    var code: String? { json["error"]?["code"]?.string }

    /// The member that the control API's error names.
    var faultyMember: String? { json["error"]?["field"]?.string }
}
