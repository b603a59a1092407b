import Glibc
import Observability
import Testing
import Wire

@testable import HTTP

extension SocketTests {
    @Suite("a stream of the server")
    struct StreamTests {
        private static let endless = "GET /endless HTTP/1.1\r\nHost: h\r\n\r\n"

        /// A client whose stream has begun.
        private func listener(_ server: TestServer, _ path: String = "/endless") throws -> RawClient
        {
            let client = try server.client()
            client.send("GET \(path) HTTP/1.1\r\nHost: h\r\n\r\n")
            _ = try client.read(until: path == "/endless" ? "hello\r\n" : "....")
            return client
        }

        /// Waits until the figure is there, and gives what it was at last.
        private func settled(_ figure: @autoclosure () -> Int, at wanted: Int) -> Int {
            for _ in 0..<500 where figure() != wanted { usleep(10_000) }
            return figure()
        }

        @Test(
            "ends with its client, in whatever way that one goes",
            arguments: ["close", "half-close", "reset"]
        )
        func leaving(_ way: String) throws {
            let server = try TestServer()
            var client: RawClient? = try listener(server)
            #expect(server.server.streamCount == 1)
            if way == "half-close" { client?.halfClose() }
            if way == "reset" { client?.resetOnClose() }
            if way != "half-close" { client = nil }
            #expect(settled(server.ended.value, at: 1) == 1)
            #expect(server.server.streamCount == 0)
            #expect(server.server.statistics.connections == 0)
        }

        @Test("goes on for a client that ended its half behind the request")
        func halfClosedBefore() throws {
            let server = try TestServer()
            let answer = try server.exchange(
                "GET /stream HTTP/1.1\r\nHost: h\r\n\r\n",
                halfClose: true
            )
            #expect(answer.hasSuffix("5\r\nthree\r\n0\r\n\r\n"))
        }

        @Test("is not disturbed by requests that its client sends meanwhile")
        func pipelined() throws {
            let server = try TestServer(loops: 1)
            let client = try listener(server)
            client.send("GET /x HTTP/1.1\r\nHost: h\r\n\r\n")
            // The one loop has seen those bytes when it has answered what came after them.
            let other = try server.client()
            other.send("GET /x HTTP/1.1\r\nHost: h\r\n\r\n")
            _ = try other.response()
            #expect(server.ended.value == 0)
            #expect(server.server.streamCount == 1)
            withExtendedLifetime(client) {}
        }

        @Test("ends whole and at once when the server drains")
        func drain() async throws {
            let server = try TestServer(loops: 2)
            let clients = try (0..<4).map { _ in try listener(server) }
            let start = ContinuousClock.now
            async let drained: Void = server.server.drain(within: .seconds(30))
            for client in clients { #expect(try client.readToEnd() == "0\r\n\r\n") }
            await drained
            #expect(ContinuousClock.now - start < .seconds(10))
            #expect(settled(server.ended.value, at: 4) == 4)
        }

        @Test("ends whole when the server drains, also for a client that reads late")
        func drainOfSlowReader() async throws {
            let server = try TestServer()
            let client = try listener(server, "/flood")
            async let drained: Void = server.server.drain(within: .seconds(30))
            #expect(settled(server.ended.value, at: 1) == 1)
            #expect(try client.readToEnd().hasSuffix("\r\n0\r\n\r\n"))
            await drained
        }

        @Test("has a place, and beyond the last is refused and lets go of what it holds")
        func places() throws {
            var limits = Limits()
            limits.streams = 2
            let server = try TestServer(loops: 2, limits: limits)
            var clients = try (0..<2).map { _ in try listener(server) }
            let third = try server.client()
            third.send(Self.endless)
            let refused = try third.response()
            #expect(refused.status == 503)
            #expect(refused.fields["retry-after"] == "1")
            #expect(settled(server.ended.value, at: 1) == 1)
            clients.removeLast()
            #expect(settled(server.server.streamCount, at: 1) == 1)
            let fourth = try listener(server)
            #expect(server.server.streamCount == 2)
            withExtendedLifetime((clients, fourth)) {}
        }

        @Test("takes no place for a HEAD")
        func head() throws {
            let server = try TestServer()
            let client = try server.client()
            client.send("HEAD /endless HTTP/1.1\r\nHost: h\r\n\r\n")
            #expect(try client.response(isHead: true).status == 200)
            #expect(settled(server.ended.value, at: 1) == 1)
            #expect(settled(server.server.streamCount, at: 0) == 0)
        }
    }
}
