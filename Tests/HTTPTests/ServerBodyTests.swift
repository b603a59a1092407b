import Glibc
import Observability
import Testing
import Wire

@testable import HTTP

extension SocketTests {
    @Suite("the server and bodies")
    struct ServerBodyTests {
        @Test("long bodies share a budget, and get it back when their requests are over")
        func bodyBudget() throws {
            var limits = Limits()
            limits.bodiesBytes = 1_000_000
            let server = try TestServer(limits: limits)
            let first = try server.client()
            first.send("POST /media HTTP/1.1\r\n\(host)Content-Length: 900000\r\n\r\n")
            first.send([UInt8](repeating: 97, count: 899_999))
            let second = try server.client()
            second.send(post("/echo", "short"))
            #expect(try second.response().text == "short")
            #expect(server.server.statistics.refused.value == 0)
            let long = String(repeating: "b", count: 900_000)
            let third = try server.client()
            third.send(post("/media", long))
            #expect(try third.response().status == 503)
            first.send([97])
            #expect(try first.response().text == "900000")
            first.send(post("/media", long))
            #expect(try first.response().text == "900000")
        }

        @Test("reads chunked bodies, and what comes behind them is the next request")
        func chunked() throws {
            let server = try TestServer()
            let client = try server.client()
            let head = "POST /echo HTTP/1.1\r\n\(host)Transfer-Encoding: chunked\r\n\r\n"
            client.send(head + "3;x=y\r\nabc\r\n2\r\nde\r\n0\r\nTrailer: x\r\n\r\n" + get("/next"))
            #expect(try client.response().text == "abcde")
            #expect(try client.response().text == "GET /next")
        }

        @Test("says 100 only to those who wait for it, after it has looked at the head")
        func expectContinue() throws {
            let server = try TestServer()
            let head = "POST /echo HTTP/1.1\r\n\(host)Expect: 100-continue\r\nContent-Length: "
            let client = try server.client()
            client.send(head + "4\r\n\r\n")
            usleep(50_000)
            client.send("late")
            client.send(get("/end", "Connection: close\r\n"))
            let text = try client.readToEnd()
            #expect(text.hasPrefix("HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 200 OK\r\n"))
            #expect(text.contains("late") && text.hasSuffix("GET /end"))
            let early = try server.exchange(
                head + "5\r\n\r\nearly" + get("/", "Connection: close\r\n")
            )
            #expect(early.hasPrefix("HTTP/1.1 200") && !early.contains("100 Continue"))
            let large = try server.exchange(head + "1001\r\n\r\n")
            #expect(large.hasPrefix("HTTP/1.1 413") && !large.contains("100 Continue"))
            let denied = try server.exchange(
                "POST /denied HTTP/1.1\r\n\(host)Expect: 100-continue\r\nContent-Length: 4\r\n\r\n"
            )
            #expect(denied.hasPrefix("HTTP/1.1 401") && denied.contains("Connection: close"))
        }

        @Test("sends long text as gzip to those who want it, and tells caches so")
        func gzipOut() throws {
            let server = try TestServer()
            let client = try server.client()
            client.send(get("/long", "Accept-Encoding: br, gzip\r\n"))
            let packed = try client.response(acceptsGzip: true)
            #expect(packed.fields["content-encoding"] == "gzip")
            #expect(packed.fields["vary"] == "Accept-Encoding")
            #expect(packed.body.count == 10_000)
            client.send(get("/long"))
            let plain = try client.response()
            #expect(plain.fields["content-encoding"] == nil && plain.body.count == 10_000)
            #expect(plain.fields["vary"] == "Accept-Encoding")
            client.send(get("/short", "Accept-Encoding: gzip\r\n"))
            #expect(try client.response().fields["content-encoding"] == nil)
        }

        @Test("inflates bodies, and refuses dishonest ones and other codings")
        func gzipIn() throws {
            let server = try TestServer()
            func answer(_ body: [UInt8], _ coding: String = "gzip") throws -> IncomingResponse {
                let client = try server.client()
                client.send(
                    "POST /echo HTTP/1.1\r\n\(host)Content-Encoding: \(coding)\r\n"
                        + "Content-Length: \(body.count)\r\n\r\n"
                )
                client.send(body)
                return try client.response()
            }
            var deflater = GzipDeflater()
            let text = String(repeating: "inflate me ", count: 20)
            let packed = deflater.deflate(Array(text.utf8)) ?? []
            let bomb = deflater.deflate([UInt8](repeating: 0x61, count: 5000)) ?? []
            #expect(try answer(packed).text == text)
            #expect(try answer(packed, "identity").status == 200)
            #expect(try answer(packed.dropLast()).status == 400)
            #expect(try answer(packed + [0]).status == 400)
            #expect(try answer(bomb).status == 413)
            #expect(try answer(packed, "br").status == 415)
            #expect(try answer(packed, "gzip, gzip").status == 415)
        }

        @Test("takes a body of many megabytes where the route allows it")
        func largeBody() throws {
            let server = try TestServer()
            let client = try server.client()
            let body = [UInt8](repeating: 0x61, count: 20_000_000)
            client.send("POST /media HTTP/1.1\r\n\(host)Content-Length: \(body.count)\r\n\r\n")
            client.send(body)
            #expect(try client.response().text == "20000000")
        }

        @Test("sends an answer of many megabytes as fast as it is read, and no faster")
        func largeAnswer() throws {
            let server = try TestServer()
            let client = try RawClient(server.address, receiveBuffer: 4096)
            client.send(get("/huge") + get("/next"))
            usleep(100_000)
            #expect(try client.response().body.count == 20_000_000)
            #expect(try client.response().text == "GET /next")
        }

        @Test("does not read the body of a turned away request as the next request")
        func turnedAway() throws {
            let server = try TestServer()
            let client = try server.client()
            let hidden = get("/hidden")
            client.send(post("/denied", hidden) + get("/next"))
            #expect(try client.response().status == 401)
            #expect(try client.response().text == "GET /next")
            let large = String(repeating: hidden, count: 5_000)
            let text = try server.exchange(post("/denied", large))
            #expect(text.hasPrefix("HTTP/1.1 401") && text.contains("Connection: close"))
            #expect(!text.contains("hidden"))
        }

        @Test("consumes the body of any method", arguments: ["GET", "HEAD", "DELETE", "OPTIONS"])
        func bodies(_ method: String) throws {
            let server = try TestServer()
            let client = try server.client()
            let hidden = get("/hidden")
            client.send(
                "\(method) /x HTTP/1.1\r\nHost: h\r\nContent-Length: \(hidden.utf8.count)\r\n\r\n"
            )
            client.send(hidden + get("/next"))
            _ = try client.response(isHead: method == "HEAD")
            #expect(try client.response().text == "GET /next")
        }
    }
}
