import Observability
import Reactor
import TLS
import TestSupport
import Testing
import Wire

@testable import HTTP

extension SocketTests {
    @Suite("the client")
    struct ClientTests {
        /// A client whose resolver knows every name as this machine.
        private final class Fixture: Sendable {
            let group: EventLoopGroup
            let client: HTTPClient

            init(trusting file: String? = nil) throws {
                group = try EventLoopGroup(count: 1)
                try group.start()
                let resolver = try Resolver(threads: 1, queueLimit: 16) { host in
                    host == "unknown.example"
                        ? .failure(.unknownName) : .success([.v4(0x7F00_0001)])
                }
                client = HTTPClient(
                    group: group,
                    resolver: resolver,
                    tls: try TLSContext(clientTrusting: file)
                )
            }

            deinit { group.stop() }

            func outcome(
                _ request: OutgoingRequest
            ) async -> Result<IncomingResponse, HTTPClientError> {
                do throws(HTTPClientError) { return .success(try await client.send(request)) } catch
                { return .failure(error) }
            }
        }

        private func request(
            _ method: HTTPMethod,
            _ address: SocketAddress,
            _ path: String,
            scheme: String = "http",
            host: String = "127.0.0.1",
            judge: AddressJudge? = nil
        ) throws -> OutgoingRequest {
            let policy = TargetURL.Policy(allowsPlainHTTP: true, refusedPorts: [])
            let url = try TargetURL("\(scheme)://\(host):\(address.port)\(path)", policy: policy)
            return OutgoingRequest(method, url, judge: judge)
        }

        private func error(
            _ outcome: Result<IncomingResponse, HTTPClientError>
        ) -> HTTPClientError? {
            if case .failure(let error) = outcome { error } else { nil }
        }

        private static let ok = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nOK"

        @Test("sends request after request on one connection")
        func reuse() async throws {
            let server = try TestServer()
            let fixture = try Fixture()
            for number in 0..<5 {
                var post = try request(.post, server.address, "/echo")
                post.body = Array("body \(number)".utf8)
                #expect(try await fixture.client.send(post).text == "body \(number)")
                let get = try request(.get, server.address, "/stream?\(number)")
                #expect(try await fixture.client.send(get).text == "one two three")
            }
            #expect(server.server.statistics.accepted.value == 1)
            let head = try request(.head, server.address, "/long")
            #expect(try await fixture.client.send(head).body.isEmpty)
        }

        @Test("takes gzip only when it was asked to, and bounds what comes out of it")
        func gzip() async throws {
            let server = try TestServer()
            let fixture = try Fixture()
            var get = try request(.get, server.address, "/long")
            #expect(try await fixture.client.send(get).fields["content-encoding"] == nil)
            get.acceptsGzip = true
            let packed = try await fixture.client.send(get)
            #expect(packed.fields["content-encoding"] == "gzip" && packed.body.count == 10_000)
            get.responseLimit = 9_999
            guard case .malformed = error(await fixture.outcome(get)) else {
                Issue.record("a body over the limit was taken")
                return
            }
        }

        @Test("speaks TLS with those whose chain and name are right, and with nobody else")
        func tls() async throws {
            try #require(TestCertificate.isAvailable)
            let certificate = try TestCertificate()
            let server = try TestServer(
                tls: try TLSContext(
                    certificateChainFile: certificate.certificateFile,
                    keyFile: certificate.keyFile
                )
            )
            let trusting = try Fixture(trusting: certificate.certificateFile)
            let strict = try Fixture()
            for host in ["127.0.0.1", "server.example"] {
                for path in ["/a", "/long", "/huge"] {
                    var get = try request(
                        .get,
                        server.address,
                        path,
                        scheme: "https",
                        host: host
                    )
                    get.responseLimit = 30_000_000
                    #expect(try await trusting.client.send(get).status == 200)
                    #expect(error(await strict.outcome(get)) == .insecure)
                }
            }
            let wrong = try request(
                .get,
                server.address,
                "/a",
                scheme: "https",
                host: "other.example"
            )
            #expect(error(await trusting.outcome(wrong)) == .insecure)
            var post = try request(.post, server.address, "/media", scheme: "https")
            post.body = [UInt8](repeating: 0x61, count: 3_000_000)
            #expect(try await trusting.client.send(post).text == "3000000")
            #expect(server.server.statistics.accepted.value == 9)
        }

        @Test("calls no address that is refused, whatever its name, and says no more than that")
        func judged() async throws {
            let server = try TestServer()
            let fixture = try Fixture()
            for host in ["127.0.0.1", "rebound.example", "unknown.example"] {
                let get = try request(
                    .get,
                    server.address,
                    "/x",
                    host: host,
                    judge: AddressJudge()
                )
                #expect(error(await fixture.outcome(get)) == .unreachable)
            }
            #expect(server.server.statistics.accepted.value == 0)
            let opened = AddressJudge(opened: [try #require(AddressRange("127.0.0.0/8"))])
            let get = try request(.get, server.address, "/x", host: "a.example", judge: opened)
            #expect(try await fixture.client.send(get).status == 200)
        }

        @Test("waits no longer than each phase may take")
        func timeouts() async throws {
            let server = try TestServer()
            let fixture = try Fixture()
            var never = try request(.get, server.address, "/never")
            never.timeouts.firstByte = .milliseconds(100)
            #expect(error(await fixture.outcome(never)) == .timedOut(.firstByte))
            never.timeouts = ClientTimeouts()
            never.timeouts.total = .milliseconds(100)
            #expect(error(await fixture.outcome(never)) == .timedOut(.firstByte))
            let stalling = try ScriptedPeer([["HTTP/1.1 200 OK\r\nContent-Le", "", ""]])
            var stalled = try request(.get, stalling.address, "/")
            stalled.timeouts.body = .milliseconds(100)
            #expect(error(await fixture.outcome(stalled)) == .timedOut(.body))
            var handshake = try request(.get, stalling.address, "/", scheme: "https")
            handshake.timeouts.handshake = .milliseconds(100)
            let failure = error(await fixture.outcome(handshake))
            #expect(failure?.neverReached == true)
        }

        @Test("tells a target that is not there from one that may have read the request")
        func unreachable() async throws {
            let fixture = try Fixture()
            let closed = try Descriptor.listen(on: SocketAddress(ip: .v4(0x7F00_0001), port: 0))
            let bound = closed.localAddress()
            let address = try #require(bound)
            closed.close()
            let get = try request(.get, address, "/")
            #expect(error(await fixture.outcome(get)) == .unreachable)
            let silent = try ScriptedPeer([[""]])
            let lost = error(await fixture.outcome(try request(.get, silent.address, "/")))
            #expect(lost == .closed(reached: true))
            #expect(lost?.neverReached == false)
        }

        @Test("believes no answer that breaks a rule")
        func malformed() async throws {
            let fixture = try Fixture()
            let answers = [
                "garbage\r\n\r\n", "HTTP/1.1 200 OK\r\nContent-Length: 2000000\r\n\r\n",
                "HTTP/1.1 200 OK\r\nContent-Length: 1\r\nContent-Length: 1\r\n\r\nx",
                "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nx\r\n", Self.ok + "more",
            ]
            for answer in answers {
                let peer = try ScriptedPeer([[answer]])
                let outcome = await fixture.outcome(try request(.get, peer.address, "/"))
                guard case .malformed = error(outcome) else {
                    Issue.record("\(answer) was not refused: \(outcome)")
                    continue
                }
            }
            let short = try ScriptedPeer([["HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nshort"]])
            let cut = await fixture.outcome(try request(.get, short.address, "/"))
            #expect(error(cut) == .closed(reached: true))
        }

        @Test("cuts a long answer where it was told to")
        func cut() async throws {
            let server = try TestServer()
            let fixture = try Fixture()
            var get = try request(.get, server.address, "/huge")
            get.responseLimit = 16_384
            get.cutsResponse = true
            let response = try await fixture.client.send(get)
            #expect(response.status == 200 && response.body.count == 16_384)
        }

        @Test("repeats on a fresh connection what can be repeated, and nothing else")
        func stale() async throws {
            for (method, repeats) in [(HTTPMethod.get, true), (.post, false)] {
                let peer = try ScriptedPeer([[Self.ok, ""], [Self.ok]])
                let fixture = try Fixture()
                let first = try request(method, peer.address, "/")
                #expect(try await fixture.client.send(first).text == "OK")
                let second = await fixture.outcome(first)
                if repeats {
                    #expect(try second.get().text == "OK")
                } else {
                    #expect(error(second) == .closed(reached: true))
                }
            }
        }

        @Test("keeps no connection that the peer closed meanwhile")
        func closedMeanwhile() async throws {
            let peer = try ScriptedPeer([[Self.ok]])
            let fixture = try Fixture()
            for _ in 0..<3 {
                let post = try request(.post, peer.address, "/")
                #expect(try await fixture.client.send(post).text == "OK")
                try await Task.sleep(for: .milliseconds(50))
            }
        }

        @Test("lets go when its task is cancelled")
        func cancelled() async throws {
            let server = try TestServer()
            let fixture = try Fixture()
            let never = try request(.get, server.address, "/never")
            let task = Task { await fixture.outcome(never) }
            try await Task.sleep(for: .milliseconds(100))
            task.cancel()
            #expect(error(await task.value) == .cancelled(reached: true))
        }
    }
}
