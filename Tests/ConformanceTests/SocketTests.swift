import ConformanceKit
import HTTP
import Observability
import Reactor
import Testing
import Wire

@Suite("Fixtures are played over sockets")
struct SocketTests {
    /// Loops and a client that end with the test.
    private final class Net: Sendable {
        let group: EventLoopGroup
        let client: HTTPClient

        init() throws {
            group = try EventLoopGroup(count: 1)
            try group.start()
            client = HTTPClient(group: group, resolver: try Resolver(threads: 1))
        }

        deinit { group.stop() }
    }

    /// Answers every request with what came, as one JSON object.
    private final class Mirror: HTTPHandler {
        func admit(_ head: HTTPRequestHead, peer: SocketAddress) -> Admission {
            .accept(Ticket(), bodyLimit: 1000)
        }

        func respond(to request: HTTPRequest, ticket: Ticket, peer: SocketAddress) -> HTTPAnswer {
            let head = request.head
            let body: JSONValue = [
                "method": .string(head.method.rawValue),
                "target": .string(head.path + (head.query.map { "?\($0)" } ?? "")),
                "names": .array(head.fields.all.map { .string($0.name) }),
                "body": .string(String(decoding: request.body, as: UTF8.self)),
            ]
            let field = HTTPField("X-Mirror", "yes")
            return .now(HTTPResponse(status: 203, fields: [field], body: body.serialized()))
        }

        func refuse(status: Int, reason: String, head: HTTPRequestHead?) -> HTTPResponse {
            HTTPResponse(status: status)
        }
    }

    @Test(
        "a request arrives as it was made, with no header of the client's own",
        arguments: ["", "/"]
    )
    func request(slash: String) async throws {
        let net = try Net()
        let any = SocketAddress(ip: .v4(0x7F00_0001), port: 0)
        let server = HTTPServer(
            group: net.group,
            handler: Mirror(),
            listeners: [ListenerConfiguration(address: any)],
            log: .silent
        )
        let address = try #require(try server.start().first)
        let url = "http://\(address)/below\(slash)"
        let transport = try SocketTransport(baseURL: url, client: net.client)
        let answer = try await transport.send(
            SentRequest(.post, "/a%20b?c=d", headers: [("X-One", "1")], body: Array("hi".utf8))
        )
        let body = try JSONReader.read(answer.body)
        #expect(answer.status == 203)
        #expect(answer.values(of: "x-mirror") == ["yes"])
        #expect(body["method"] == "POST")
        #expect(body["target"] == "/below/a%20b?c=d")
        #expect(body["body"] == "hi")
        let names = try #require(body["names"]?.array).compactMap(\.string)
        #expect(Set(names.map { $0.lowercased() }) == ["host", "x-one", "content-length"])
    }

    @Test(
        "a text that is no base URL is refused",
        arguments: [
            "", "localhost:8080", "ftp://a.example", "http://a.example/?b=c", "http://a b/",
        ]
    )
    func wrongBaseURL(text: String) throws {
        let net = try Net()
        #expect(throws: ConformError.self) {
            try SocketTransport(baseURL: text, client: net.client)
        }
    }

    @Test("a file is offered under its own name until it is withdrawn")
    func media() async throws {
        let net = try Net()
        let host = try LoopbackMediaHost(group: net.group)
        let medium = GivenMedium(
            url: "https://example.com/a/foto.jpg?size=1",
            type: "image/jpeg",
            byteCount: 2048
        )
        let url = try #require(try await host.publish([medium])[medium.url])
        #expect(url.hasPrefix("http://127.0.0.1:"))
        #expect(url.hasSuffix("/foto.jpg"))
        let path = try #require(url.firstRange(of: "/1/")).lowerBound
        let transport = try SocketTransport(baseURL: String(url[..<path]), client: net.client)
        let request = SentRequest(.get, String(url[path...]))
        let answer = try await transport.send(request)
        #expect(answer.status == 200)
        #expect(answer.values(of: "content-type") == ["image/jpeg"])
        #expect(answer.body == medium.bytes)
        #expect(answer.body.count == 2048)
        await host.withdraw()
        #expect(try await transport.send(request).status == 404)
        await host.close()
    }
}
