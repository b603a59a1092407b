internal import ConformanceKit
internal import HTTP
internal import Observability
internal import Reactor
internal import TLS
internal import Wire

/// The way of the conformance suite to a gateway or vendor elsewhere.
struct SocketGateway {
    private let group: EventLoopGroup
    private let client: HTTPClient

    init() throws {
        group = try EventLoopGroup(count: 1)
        try group.start()
        client = HTTPClient(group: group, resolver: try Resolver(), tls: try TLSContext())
    }

    /// A transport to a base URL that the operator typed: any address may be called.
    func transport(to baseURL: String) -> SocketTransport {
        let client = client
        return SocketTransport(baseURL: baseURL) { url, outgoing in
            let policy = TargetURL.Policy(allowsPlainHTTP: true, refusedPorts: [])
            let target = try TargetURL(url, policy: policy)
            var request = OutgoingRequest(outgoing.method, target, judge: nil)
            request.fields = outgoing.headers.map { HTTPField($0.name, $0.value) }
            request.body = outgoing.body
            request.responseLimit = 64 << 20
            let answer = try await client.send(request)
            return ReceivedAnswer(status: answer.status, fields: answer.fields, body: answer.body)
        }
    }

    /// A server on loopback that gives the files of fixtures to a gateway on this machine.
    func mediaHost() throws -> LoopbackMediaHost { try LoopbackMediaHost(group) }
}

/// Gives each file of a fixture at a path of its own.
final class LoopbackMediaHost: MediaHost, HTTPHandler {
    private let files = Lock([String: GivenMedium]())
    private let base = Lock("")

    init(_ group: EventLoopGroup) throws {
        guard let any = SocketAddress("127.0.0.1:0") else { return }
        let server = HTTPServer(
            group: group,
            handler: self,
            listeners: [ListenerConfiguration(address: any)],
            log: .silent
        )
        let bound = try server.start()
        base.withLock { $0 = bound.first.map { "http://\($0)" } ?? "" }
    }

    func publish(_ media: [GivenMedium]) async throws -> [String: String] {
        let base = base.withLock { $0 }
        return files.withLock { files in
            var urls: [String: String] = [:]
            for medium in media {
                let path = "/file-\(files.count)"
                files[path] = medium
                urls[medium.url] = base + path
            }
            return urls
        }
    }

    func withdraw() async { files.withLock { $0.removeAll() } }

    func admit(_ head: HTTPRequestHead, peer: SocketAddress) -> Admission {
        .accept(Ticket(head.path), bodyLimit: 0)
    }

    func respond(to request: HTTPRequest, ticket: Ticket, peer: SocketAddress) -> HTTPAnswer {
        guard let medium = files.withLock({ $0[request.head.path] }) else {
            return .now(HTTPResponse(status: 404))
        }
        let type = HTTPField("Content-Type", medium.type)
        return .now(HTTPResponse(status: 200, fields: [type], body: medium.bytes))
    }

    func refuse(status: Int, reason: String, head: HTTPRequestHead?) -> HTTPResponse {
        HTTPResponse(status: status)
    }
}
