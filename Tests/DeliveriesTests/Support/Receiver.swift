import HTTP
import Observability
import Reactor
import Wire

/// A server that takes deliveries, keeps what came, and answers as the test says.
final class Receiver: Sendable {
    struct Received: Sendable {
        let target: String
        let fields: HTTPFields
        let body: String
    }

    typealias Script = @Sendable (_ number: Int, _ received: Received) -> HTTPAnswer

    let port: UInt16
    private let handler: Handler

    /// Answers request after request as the script says, by default with 200.
    init(
        _ group: EventLoopGroup,
        _ script: @escaping Script = { _, _ in Receiver.answer(200) }
    ) throws {
        handler = Handler(script)
        let any = SocketAddress(ip: .v4(0x7F00_0001), port: 0)
        let server = HTTPServer(
            group: group,
            handler: handler,
            listeners: [ListenerConfiguration(address: any)],
            log: .silent
        )
        port = try server.start().first?.port ?? 0
    }

    /// What came so far, in the order in which it came.
    var received: [Received] { handler.state.withLock { $0.received } }

    /// How many requests were open at once at the most.
    var mostAtOnce: Int { handler.state.withLock { $0.mostAtOnce } }

    func url(_ path: String = "/hook") -> String { "http://127.0.0.1:\(port)\(path)" }

    static func answer(_ status: Int, _ fields: [HTTPField] = []) -> HTTPAnswer {
        .now(HTTPResponse(status: status, fields: fields))
    }

    /// Answers after so many milliseconds.
    static func late(_ loop: EventLoop, _ milliseconds: Int, _ status: Int = 200) -> HTTPAnswer {
        .later {
            try? await loop.sleep(milliseconds: milliseconds)
            return HTTPResponse(status: status)
        }
    }

    private final class Handler: HTTPHandler {
        struct State {
            var received: [Received] = []
            var open = 0
            var mostAtOnce = 0
        }

        let state = Lock(State())
        private let script: Script

        init(_ script: @escaping Script) { self.script = script }

        func admit(_ head: HTTPRequestHead, peer: SocketAddress) -> Admission {
            .accept(Ticket(), bodyLimit: 1_000_000)
        }

        func respond(to request: HTTPRequest, ticket: Ticket, peer: SocketAddress) -> HTTPAnswer {
            let received = Received(
                target: request.head.path + (request.head.query.map { "?" + $0 } ?? ""),
                fields: request.head.fields,
                body: String(decoding: request.body, as: UTF8.self)
            )
            let number = state.withLock { state in
                state.received.append(received)
                state.open += 1
                state.mostAtOnce = max(state.mostAtOnce, state.open)
                return state.received.count
            }
            let answer = script(number, received)
            guard case .later(let work) = answer else {
                state.withLock { $0.open -= 1 }
                return answer
            }
            return .later { [self] in
                let response = await work()
                state.withLock { $0.open -= 1 }
                return response
            }
        }

        func refuse(status: Int, reason: String, head: HTTPRequestHead?) -> HTTPResponse {
            HTTPResponse(status: status)
        }
    }
}
