import Glibc
import TLS
import TestSupport
import Testing
import Wire

@testable import HTTP

extension SocketTests {
    @Suite("the server's patience")
    struct ServerTimeTests {
        private let head = "POST /echo HTTP/1.1\r\nHost: h\r\nContent-Length: "

        @Test("ends a silent connection without a word, before its first request and after")
        func idle() throws {
            let server = try TestServer(limits: TestServer.quick)
            #expect(try server.exchange("") == "")
            let client = try server.client()
            client.send("GET /x HTTP/1.1\r\nHost: h\r\n\r\n")
            #expect(try client.response().status == 200)
            #expect(try client.readToEnd() == "")
        }

        @Test("ends a head that drips in, however steadily", arguments: [false, true])
        func slowHead(_ isFirst: Bool) throws {
            let server = try TestServer(limits: TestServer.quick)
            let client = try server.client()
            if !isFirst {
                client.send("GET /x HTTP/1.1\r\nHost: h\r\n\r\n")
                _ = try client.response()
            }
            for byte in "GET /slow HTTP/1.1\r\nHost: h".utf8 {
                client.send([byte])
                usleep(20_000)
            }
            #expect(try client.response().status == 408)
            #expect(try client.readToEnd() == "")
        }

        @Test("ends a body that pauses")
        func pausedBody() throws {
            let server = try TestServer(limits: TestServer.quick)
            #expect(try server.exchange(head + "10\r\n\r\n12345").hasPrefix("HTTP/1.1 408"))
        }

        @Test("ends a body that never pauses but is too slow")
        func slowBody() throws {
            let server = try TestServer(limits: TestServer.quick)
            let client = try server.client()
            client.send(head + "1000\r\n\r\n")
            for _ in 0..<25 {
                client.send("a")
                usleep(25_000)
            }
            #expect(try client.response().status == 408)
        }

        @Test("lets a body take its time if it is fast enough")
        func steadyBody() throws {
            let server = try TestServer(limits: TestServer.quick)
            let client = try server.client()
            client.send(head + "400\r\n\r\n")
            for _ in 0..<20 {
                client.send(String(repeating: "a", count: 20))
                usleep(40_000)
            }
            #expect(try client.response().body.count == 400)
        }

        @Test("ends an answer that takes too long with the handler's words, unless the route waits")
        func slowAnswer() throws {
            let server = try TestServer(limits: TestServer.quick)
            let text = try server.exchange("GET /never HTTP/1.1\r\nHost: h\r\n\r\n")
            #expect(text.hasPrefix("HTTP/1.1 504") && text.hasSuffix("refused /never"))
            let client = try server.client()
            client.send("GET /waits HTTP/1.1\r\nHost: h\r\n\r\n")
            #expect(try client.response().text == "at last")
        }

        @Test("resets a client that does not read its answer")
        func slowReader() throws {
            let server = try TestServer(limits: TestServer.quick)
            let client = try RawClient(server.address, receiveBuffer: 4096)
            client.send("GET /huge HTTP/1.1\r\nHost: h\r\n\r\n")
            usleep(900_000)
            #expect(throws: (any Error).self) { try client.readToEnd() }
            #expect(server.server.statistics.connections == 0)
        }

        @Test("ends a connection that has grown old with the answer that says so")
        func age() throws {
            var limits = Limits()
            limits.connectionAge = .milliseconds(100)
            let server = try TestServer(limits: limits)
            let client = try server.client()
            client.send("GET /x HTTP/1.1\r\nHost: h\r\n\r\n")
            #expect(try client.response().fields["connection"] == nil)
            usleep(200_000)
            client.send("GET /x HTTP/1.1\r\nHost: h\r\n\r\n")
            #expect(try client.response().fields["connection"] == "close")
            #expect(try client.readToEnd() == "")
        }

        @Test("ends a handshake that does not come, and one that is none")
        func handshake() throws {
            try #require(TestCertificate.isAvailable)
            let certificate = try TestCertificate()
            let context = try TLSContext(
                certificateChainFile: certificate.certificateFile,
                keyFile: certificate.keyFile
            )
            let server = try TestServer(limits: TestServer.quick, tls: context)
            #expect(try server.exchange("") == "")
            #expect(try !server.exchange("GET / HTTP/1.1\r\nHost: h\r\n\r\n").contains("HTTP/1.1"))
            usleep(50_000)
            #expect(server.server.statistics.connections == 0)
        }

        @Test("stops the work for a client that reset its connection")
        func resetWhileAnswering() throws {
            let server = try TestServer()
            do {
                let client = try server.client()
                client.send("GET /never HTTP/1.1\r\nHost: h\r\n\r\n")
                usleep(50_000)
                client.resetOnClose()
            }
            usleep(100_000)
            #expect(server.server.statistics.connections == 0)
        }

        @Test("at the end lets running requests finish, ends idle ones, and listens no more")
        func drain() async throws {
            let server = try TestServer(loops: 2)
            let idle = try server.client()
            idle.send("GET /x HTTP/1.1\r\nHost: h\r\n\r\n")
            _ = try idle.response()
            let busy = try server.client()
            busy.send("GET /waits HTTP/1.1\r\nHost: h\r\n\r\n")
            let fresh = try server.client()
            fresh.send("GET /fresh HTTP/1.1\r\nHost: h\r\n\r\n")
            usleep(50_000)
            async let drained: Void = server.server.drain(within: .seconds(5))
            let answer = try busy.readToEnd()
            #expect(answer.hasSuffix("at last"))
            #expect(answer.contains("Connection: close\r\n"))
            #expect(try idle.readToEnd() == "")
            #expect(try fresh.readToEnd().hasSuffix("GET /fresh"))
            await drained
            #expect(server.server.statistics.connections == 0)
            #expect(throws: (any Error).self) { try server.client() }
        }

        @Test("at the end waits no longer than it was told to")
        func boundedDrain() async throws {
            let server = try TestServer()
            let busy = try server.client()
            busy.send("GET /never HTTP/1.1\r\nHost: h\r\n\r\n")
            usleep(50_000)
            let start = ContinuousClock.now
            await server.server.drain(within: .milliseconds(200))
            #expect(ContinuousClock.now - start < .seconds(5))
            #expect(try busy.readToEnd() == "")
        }
    }
}
