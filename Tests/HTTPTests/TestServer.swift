import Observability
import Reactor
import TLS
import Wire

@testable import HTTP

/// A server on a loop of its own, on a port of the system's choice.
final class TestServer: Sendable {
    let group: EventLoopGroup
    let server: HTTPServer
    let address: SocketAddress
    /// How many endless streams have come to their end.
    let ended: Counter
    /// How many heads were studied.
    let studied: Counter

    static let quick: Limits = {
        var limits = Limits()
        limits.headTimeout = .milliseconds(300)
        limits.bodyPauseTimeout = .milliseconds(300)
        limits.bodyRateWindow = .milliseconds(400)
        limits.bodyRateFloor = 100
        limits.idleTimeout = .milliseconds(300)
        limits.writeTimeout = .milliseconds(300)
        limits.requestTimeout = .milliseconds(300)
        limits.handshakeTimeout = .milliseconds(300)
        limits.lingerTimeout = .milliseconds(300)
        return limits
    }()

    init(
        loops: Int = 1,
        limits: Limits = Limits(),
        listen: String = "127.0.0.1:0",
        tls: TLSContext? = nil
    ) throws {
        group = try EventLoopGroup(count: loops)
        try group.start()
        let handler = TestHandler()
        ended = handler.ended
        studied = handler.studied
        let address = SocketAddress(listen) ?? SocketAddress(ip: .v4(0x7F00_0001), port: 0)
        server = HTTPServer(
            group: group,
            handler: handler,
            limits: limits,
            listeners: [ListenerConfiguration(address: address, tls: tls)],
            log: .silent
        )
        self.address = try server.start().first ?? address
    }

    deinit { group.stop() }

    func client() throws -> RawClient { try RawClient(address) }

    /// Sends the text on a connection of its own, and gives all that comes back until its end.
    func exchange(_ text: String, halfClose: Bool = false) throws -> String {
        let client = try client()
        client.send(text)
        if halfClose { client.halfClose() }
        return try client.readToEnd()
    }
}

/// A handler with one route for each thing a server has to cope with.
final class TestHandler: HTTPHandler {
    /// Counts the endless streams that were ended.
    let ended = Counter()
    let studied = Counter()

    func study(_ head: HTTPRequestHead) -> (any HeadStudy)? {
        studied.add()
        return nil
    }

    func admit(_ head: HTTPRequestHead, peer: SocketAddress) -> Admission {
        switch head.path {
        case "/denied": .refuse(Self.text(401, "denied"))
        case "/media": .accept(Ticket(), bodyLimit: 20_000_000)
        case "/waits": .accept(Ticket(), bodyLimit: 1000, timeLimit: .seconds(20))
        default: .accept(Ticket(), bodyLimit: 1000)
        }
    }

    func respond(to request: HTTPRequest, ticket: Ticket, peer: SocketAddress) -> HTTPAnswer {
        switch request.head.path {
        case "/echo": .now(Self.text(200, String(decoding: request.body, as: UTF8.self)))
        case "/media": .now(Self.text(200, "\(request.body.count)"))
        case "/nothing": .now(HTTPResponse(status: 204))
        case "/long": .now(Self.text(200, String(repeating: "long ", count: 2_000)))
        case "/huge": .now(Self.text(200, String(repeating: "huge ", count: 4_000_000)))
        case "/later":
            .later {
                await Task.yield()
                return Self.text(200, "later \(request.head.query ?? "")")
            }
        case "/settled": settled(request.head.query ?? "")
        case "/slow":
            .later {
                try? await Task.sleep(for: .milliseconds(200))
                return Self.text(200, "slow")
            }
        case "/never", "/waits":
            .later {
                try? await Task.sleep(for: .seconds(request.head.path == "/waits" ? 1 : 30))
                return Self.text(200, "at last")
            }
        case "/stream": .stream(Self.text(200, ""), Self.stream)
        case "/endless": .stream(Self.text(200, ""), endless)
        case "/flood": .stream(Self.text(200, ""), flood)
        default: .now(Self.text(200, "\(request.head.method.rawValue) \(request.head.path)"))
        }
    }

    /// An answer that is decided at once or on another thread, as the query says, well or not.
    private func settled(_ query: String) -> HTTPAnswer {
        let wentWell = !query.hasSuffix("lost")
        return .settled(
            Self.text(200, "went well: \(query)"),
            otherwise: { Self.text(503, "went otherwise: \(query)") },
            decide: { decided in
                guard !query.hasPrefix("now") else { return decided(wentWell) }
                Task.detached { decided(wentWell) }
            }
        )
    }

    private static let stream = HTTPBodyStream { writer in
        for piece in ["one ", "two ", "three"] {
            await writer.write(Array(piece.utf8))
            await Task.yield()
        }
    }

    /// Says one thing and then waits for its end.
    private var endless: HTTPBodyStream {
        HTTPBodyStream { [ended] writer in
            await writer.write(Array("hello".utf8))
            try? await Task.sleep(for: .seconds(60))
            ended.add()
        }
    }

    /// Says more than anybody reads.
    private var flood: HTTPBodyStream {
        HTTPBodyStream { [ended] writer in
            while await writer.write([UInt8](repeating: 0x2E, count: 65_536)) {}
            ended.add()
        }
    }

    func refuse(status: Int, reason: String, head: HTTPRequestHead?) -> HTTPResponse {
        Self.text(status, "refused \(head?.path ?? "?")")
    }

    func mayUseReserve(_ head: HTTPRequestHead) -> Bool { head.path == "/live" }

    static func text(_ status: Int, _ text: String) -> HTTPResponse {
        HTTPResponse(
            status: status,
            fields: [HTTPField("Content-Type", "text/plain")],
            body: Array(text.utf8)
        )
    }
}
