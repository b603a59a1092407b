import HTTP
import Observability
import Reactor
import Wire

/// A receiver on loopback that gives a challenge back, or does not, as its path says.
final class ChallengedReceiver: Sendable {
    let address: SocketAddress
    private let asked: Lock<[String]>
    private let group: EventLoopGroup

    /// Does that before each answer.
    init(beforeAnswering: @escaping @Sendable () async -> Void = {}) throws {
        group = try EventLoopGroup(count: 1)
        try group.start()
        let asked = Lock([String]())
        self.asked = asked
        let any = SocketAddress(ip: .v4(0x7F00_0001), port: 0)
        let server = HTTPServer(
            group: group,
            handler: Answers(asked: asked, beforeAnswering: beforeAnswering),
            listeners: [ListenerConfiguration(address: any)],
            log: .silent
        )
        address = try server.start().first ?? any
    }

    deinit { group.stop() }

    /// The queries it was sent.
    var queries: [String] { asked.withLock { $0 } }
}

/// What the receiver says.
private final class Answers: HTTPHandler {
    let asked: Lock<[String]>
    let beforeAnswering: @Sendable () async -> Void

    init(asked: Lock<[String]>, beforeAnswering: @escaping @Sendable () async -> Void) {
        self.asked = asked
        self.beforeAnswering = beforeAnswering
    }

    func admit(_ head: HTTPRequestHead, peer: SocketAddress) -> Admission {
        .accept(Ticket(), bodyLimit: 1000)
    }

    func respond(to request: HTTPRequest, ticket: Ticket, peer: SocketAddress) -> HTTPAnswer {
        let query = request.head.query ?? ""
        asked.withLock { $0.append(query) }
        let challenge = query.split(separator: "&").last?.split(separator: "=").last ?? ""
        let body =
            switch request.head.path {
            case "/echo", "/error": String(challenge)
            case "/longer": String(challenge) + "\n"
            default: "something else"
            }
        let status = request.head.path == "/error" ? 500 : 200
        return .later { [beforeAnswering] in
            await beforeAnswering()
            return HTTPResponse(status: status, body: Array(body.utf8))
        }
    }

    func refuse(status: Int, reason: String, head: HTTPRequestHead?) -> HTTPResponse {
        HTTPResponse(status: status)
    }
}
