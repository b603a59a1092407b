import Observability
import Testing
import Wire

@testable import HTTP

/// Tests that block their thread on sockets: one after the other, so that tasks keep a thread to run on.
@Suite("Over sockets", .serialized)
enum SocketTests {
    static let host = "Host: h\r\n"

    /// A GET's head, with further lines of it.
    static func get(_ path: String, _ lines: String = "") -> String {
        "GET \(path) HTTP/1.1\r\n\(host)\(lines)\r\n"
    }

    /// A POST with its body, with further lines of its head.
    static func post(_ path: String, _ body: String, _ lines: String = "") -> String {
        "POST \(path) HTTP/1.1\r\n\(host)\(lines)Content-Length: \(body.utf8.count)\r\n\r\n\(body)"
    }
}

extension SocketTests {
    @Suite("the server")
    struct ServerTests {
        @Test("answers request after request on one connection")
        func keepAlive() throws {
            let server = try TestServer()
            let client = try server.client()
            for number in 0..<5 {
                client.send(get("/a\(number)"))
                let response = try client.response()
                #expect(response.text == "GET /a\(number)")
                #expect(response.fields["connection"] == nil)
                #expect(response.fields["date"]?.hasSuffix(" GMT") == true)
                client.send(post("/echo", "body \(number)"))
                #expect(try client.response().text == "body \(number)")
            }
            #expect(server.server.statistics.accepted.value == 1)
            #expect(server.server.statistics.requests.value == 10)
        }

        @Test("answers pipelined requests in order, whether their answers come at once or later")
        func pipelining() throws {
            let server = try TestServer()
            let client = try server.client()
            client.send(
                get("/slow") + post("/echo", "second") + get("/later?third") + get("/stream")
                    + get("/last", "Connection: close\r\n") + get("/ignored")
            )
            #expect(try client.response().text == "slow")
            #expect(try client.response().text == "second")
            #expect(try client.response().text == "later third")
            #expect(try client.response().text == "one two three")
            #expect(try client.response().text == "GET /last")
            #expect(try client.readToEnd() == "")
        }

        @Test("answers pipelined requests in order once it is decided how each of them went")
        func settledAnswers() throws {
            let server = try TestServer()
            let client = try server.client()
            let queries = (0..<40).map { number in
                ["now-\(number)", "now-\(number)-lost", "then-\(number)", "then-\(number)-lost"][
                    (number * 7) % 4
                ]
            }
            client.send(queries.map { get("/settled?\($0)") }.joined() + get("/last"))
            for query in queries {
                let response = try client.response()
                let isLost = query.hasSuffix("lost")
                #expect(response.status == (isLost ? 503 : 200))
                #expect(response.text == "went \(isLost ? "otherwise" : "well"): \(query)")
            }
            #expect(try client.response().text == "GET /last")
        }

        @Test("reads a request in whatever pieces it comes")
        func pieces() throws {
            let server = try TestServer()
            let client = try server.client()
            for byte in Array((post("/echo", "drip") + get("/next")).utf8) { client.send([byte]) }
            #expect(try client.response().text == "drip")
            #expect(try client.response().text == "GET /next")
        }

        @Test("answers HEAD as GET without the body, and 204 without any")
        func head() throws {
            let server = try TestServer()
            let client = try server.client()
            for path in ["/x", "/long", "/stream"] {
                client.send("HEAD \(path) HTTP/1.1\r\n\(host)\r\n")
                #expect(try client.response(isHead: true).status == 200)
            }
            client.send(get("/nothing"))
            let nothing = try client.response()
            #expect(nothing.status == 204 && nothing.fields["content-length"] == nil)
            client.send("HEAD /long HTTP/1.1\r\n\(host)\r\n")
            #expect(try client.response(isHead: true).fields["content-length"] == "10000")
        }

        @Test("answers a client that has finished sending, but acts on nothing that was cut short")
        func halfClose() throws {
            let server = try TestServer()
            #expect(try server.exchange(get("/x"), halfClose: true).hasSuffix("GET /x"))
            #expect(try server.exchange(get("/slow"), halfClose: true).hasSuffix("slow"))
            #expect(
                try server.exchange(get("/slow") + get("/y"), halfClose: true).hasSuffix("GET /y")
            )
            #expect(try server.exchange("GET /x HTTP/1.1\r\nHost: h\r\n", halfClose: true) == "")
            #expect(
                try server.exchange(post("/echo", "12345").dropLast() + "", halfClose: true) == ""
            )
            let before = server.server.statistics.requests.value
            #expect(
                try server.exchange(get("/x") + "GET /y HT", halfClose: true).hasSuffix("GET /x")
            )
            #expect(server.server.statistics.requests.value == before + 1)
        }

        @Test("speaks HTTP/1.0: closes unless asked, never chunks")
        func old() throws {
            let server = try TestServer()
            let plain = try server.exchange("GET /x HTTP/1.0\r\n\r\n")
            #expect(plain.contains("Connection: close\r\n") && plain.hasSuffix("GET /x"))
            let stream = try server.exchange(
                "GET /stream HTTP/1.0\r\nConnection: keep-alive\r\n\r\n"
            )
            #expect(!stream.contains("chunked") && stream.hasSuffix("\r\n\r\none two three"))
            let client = try server.client()
            client.send("GET /x HTTP/1.0\r\nConnection: keep-alive\r\n\r\n")
            #expect(try client.response().fields["connection"] == "keep-alive")
            client.send("GET /y HTTP/1.0\r\n\r\n")
            #expect(try client.readToEnd().hasSuffix("GET /y"))
        }

        @Test(
            "answers what breaks framing, ends the connection, and takes nothing behind it for a request",
            arguments: [
                ("GET / HTTP/1.1\r\n\r\n", 400), ("GET / HTTP/3.0\r\nHost: h\r\n\r\n", 505),
                ("TRACE / HTTP/1.1\r\nHost: h\r\n\r\n", 405),
                ("CONNECT h:1 HTTP/1.1\r\nHost: h\r\n\r\n", 501),
                (
                    "POST / HTTP/1.1\r\nHost: h\r\nContent-Length: 4\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
                    400
                ),
                (
                    "POST / HTTP/1.1\r\nHost: h\r\nContent-Length: 4\r\nContent-Length: 0\r\n\r\n",
                    400
                ),
                ("POST / HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: chunked\r\n\r\nxyz\r\n", 400),
                ("POST / HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: xchunked\r\n\r\n0\r\n\r\n", 400),
                ("POST / HTTP/1.1\r\nHost: h\r\nTransfer-Encoding : chunked\r\n\r\n0\r\n\r\n", 400),
                ("POST / HTTP/1.1\r\nHost: h\r\nContent-Length: 1001\r\n\r\n", 413),
                ("POST / HTTP/1.1\r\nHost: h\r\nExpect: tea\r\nContent-Length: 0\r\n\r\n", 417),
                ("GET / HTTP/1.1\nHost: h\n\n", 400), ("\u{16}\u{3}\u{1}", 400),
                ("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n", 400),
            ]
        )
        func refusals(_ text: String, _ status: Int) throws {
            let server = try TestServer()
            let answer = try server.exchange(get("/before") + text + get("/smuggled"))
            #expect(answer.contains("GET /before"))
            #expect(answer.contains("\r\n\r\nGET /beforeHTTP/1.1 \(status) "))
            #expect(answer.contains("Connection: close\r\n"))
            #expect(!answer.contains("smuggled"))
            #expect(status != 405 || answer.contains("\r\nAllow: GET"))
        }

        @Test("gets the answer of a refusal through although the client goes on sending")
        func refusalArrives() throws {
            let server = try TestServer()
            let client = try server.client()
            client.send("POST /echo HTTP/1.1\r\n\(host)Content-Length: 200000\r\n\r\n")
            client.send([UInt8](repeating: 0x61, count: 200_000))
            #expect(try client.response().status == 413)
            #expect(try client.readToEnd() == "")
        }

        @Test("serves two hundred connections at once, on several loops, over IPv6 as well")
        func crowd() throws {
            let server = try TestServer(loops: 2, listen: "[::1]:0")
            let clients = try (0..<200).map { _ in try server.client() }
            for (number, client) in clients.enumerated() { client.send(get("/later?\(number)")) }
            for (number, client) in clients.enumerated() {
                #expect(try client.response().text == "later \(number)")
            }
            #expect(server.server.statistics.connections == 200)
        }

        @Test("says 503 beyond its connections, except to those who may use the reserve")
        func overload() throws {
            var limits = Limits()
            limits.connections = 1
            let server = try TestServer(limits: limits)
            let first = try server.client()
            first.send(get("/x"))
            #expect(try first.response().status == 200)
            let refused = try server.exchange(get("/x"))
            #expect(refused.hasPrefix("HTTP/1.1 503") && refused.contains("Retry-After: 1\r\n"))
            #expect(refused.hasSuffix("refused /x"))
            #expect(try server.exchange(get("/live")).hasSuffix("GET /live"))
            first.send(get("/y"))
            #expect(try first.response().status == 200)
        }

        @Test("idle connections do not hold the reserve")
        func idleReserve() throws {
            var limits = Limits()
            limits.connections = 1
            limits.reservedConnections = 1
            let server = try TestServer(limits: limits)
            let ordinary = try server.client()
            ordinary.send(get("/x"))
            #expect(try ordinary.response().status == 200)
            let start = ContinuousClock.now
            #expect(try server.client().readToEnd() == "")
            #expect(ContinuousClock.now - start < .seconds(5))
            #expect(try server.exchange(get("/live")).hasSuffix("GET /live"))
        }
    }
}
