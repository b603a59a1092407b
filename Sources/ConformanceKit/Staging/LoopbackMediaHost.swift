import HTTP
import Observability
public import Reactor
import Wire

/// Offers files on a port of this host, for a gateway that may fetch from it.
///
/// A file's address ends as the documented URL does, for a gateway may name the file after it.
public final class LoopbackMediaHost: MediaHost {
    private let shelf: Shelf
    private let server: HTTPServer
    private let origin: String

    /// Listens on the address, by default on a free port of the loopback; the group must run.
    ///
    /// - Throws: `ReactorError` when nobody can listen there.
    public init(
        group: EventLoopGroup,
        address: SocketAddress = SocketAddress(ip: .v4(0x7F00_0001), port: 0)
    ) throws(ReactorError) {
        shelf = Shelf()
        server = HTTPServer(
            group: group,
            handler: shelf,
            listeners: [ListenerConfiguration(address: address)],
            log: .silent
        )
        origin = "http://\(try server.start().first ?? address)"
    }

    /// See ``MediaHost/publish(_:)``.
    public func publish(_ media: [GivenMedium]) async throws -> [String: String] {
        var urls: [String: String] = [:]
        for medium in media { urls[medium.url] = origin + shelf.add(medium) }
        return urls
    }

    /// See ``MediaHost/withdraw()``.
    public func withdraw() async { shelf.clear() }

    /// Stops listening; what is being fetched is finished first.
    public func close() async { await server.drain(within: .seconds(1)) }
}

/// The files by path, as a server answers with them.
private final class Shelf: HTTPHandler {
    private struct State {
        var files: [String: GivenMedium] = [:]
        var count = 0
    }

    private let state = Lock(State())

    /// Keeps a file, and gives its path.
    func add(_ medium: GivenMedium) -> String {
        let name = medium.url.prefix { $0 != "?" && $0 != "#" }.split(separator: "/").last ?? ""
        return state.withLock { state in
            state.count += 1
            let path = "/\(state.count)/\(name)"
            state.files[path] = medium
            return path
        }
    }

    func clear() { state.withLock { $0.files = [:] } }

    func admit(_ head: HTTPRequestHead, peer: SocketAddress) -> Admission {
        .accept(Ticket(), bodyLimit: 0)
    }

    func respond(to request: HTTPRequest, ticket: Ticket, peer: SocketAddress) -> HTTPAnswer {
        guard let medium = state.withLock({ $0.files[request.head.path] }) else {
            return .now(HTTPResponse(status: 404))
        }
        let type = HTTPField("Content-Type", medium.type)
        return .now(HTTPResponse(status: 200, fields: [type], body: medium.bytes))
    }

    func refuse(status: Int, reason: String, head: HTTPRequestHead?) -> HTTPResponse {
        HTTPResponse(status: status)
    }
}
