import Observability
import Testing
import Wire

@testable import HTTP

@Suite("Heads that came before")
struct HeadCacheTests {
    private static let head = "GET /a HTTP/1.1\r\nHost: h\r\nToken: secret\r\n\r\n"

    private final class Study: HeadStudy {}

    /// Offers a head as the server does; gives what was known of it.
    private func offer(
        _ text: String,
        _ cache: inout HeadCache,
        _ study: (any HeadStudy)? = nil
    ) throws -> HeadCache.Known? {
        let bytes = Array(text.utf8)
        let found = cache.key(of: bytes.span)
        let key = try #require(found)
        if let known = cache.head(under: key, bytes.span) { return known }
        var parser = RequestHeadParser()
        let parsed = try parser.parse(bytes.span, limits: Limits())
        let received = try #require(parsed)
        cache.note(received, study, under: key, bytes.span)
        return nil
    }

    @Test("a head is known from its third time on, with what was found out about it")
    func repeated() throws {
        var cache = HeadCache()
        let study = Study()
        #expect(try offer(Self.head, &cache, study) == nil)
        #expect(try offer(Self.head, &cache, study) == nil)
        let known = try #require(try offer(Self.head, &cache))
        #expect(known.study === study)
        #expect(known.received.head.path == "/a")
        #expect(known.received.head.fields["token"] == "secret")
        #expect(known.received.byteCount == Self.head.utf8.count)
    }

    @Test(
        "a head that differs in one byte is another one",
        arguments: Array(0..<40)
    )
    func different(_ place: Int) throws {
        var cache = HeadCache()
        for _ in 0..<3 { _ = try offer(Self.head, &cache) }
        var bytes = Array(Self.head.utf8)
        bytes[place] ^= 1
        guard let key = cache.key(of: bytes.span) else { return }
        let known = cache.head(under: key, bytes.span)
        #expect(known == nil)
    }

    @Test("what follows a head does not make it another one")
    func followed() throws {
        var cache = HeadCache()
        for _ in 0..<2 { _ = try offer(Self.head, &cache) }
        #expect(try offer(Self.head + "POST /b HTTP/1.1\r\n", &cache) != nil)
    }

    @Test(
        "what is not a whole head has no key",
        arguments: ["", "GET /a HTTP/1.1\r\nHost: h\r\n\r", "\r\n\r", "GET /a HTTP/1.1\n\n"]
    )
    func partial(_ text: String) {
        #expect(length(text) == nil)
    }

    @Test("a head beyond the limit has no key, one within it has")
    func long() {
        let limit = HeadCache.longest
        let text = String(repeating: "a", count: limit - 4) + "\r\n\r\n"
        #expect(length(text) == limit)
        #expect(length("a" + text) == nil)
    }

    /// How long the head is that a key is made of.
    private func length(_ text: String) -> Int? {
        HeadCache().key(of: text.utf8Span.span)?.byteCount
    }

    @Test("heads that take one another's place are all answered by what they say")
    func crowded() throws {
        var cache = HeadCache()
        for round in 0..<4 {
            for number in 0..<HeadCache.slotCount * 2 {
                let path = "/p\(number)"
                let known = try offer("GET \(path) HTTP/1.1\r\nHost: h\r\n\r\n", &cache)
                if round == 0 { #expect(known == nil) }
                if let known { #expect(known.received.head.path == path) }
            }
        }
    }
}

extension SocketTests {
    @Suite("the server and heads that came before")
    struct KnownHeadTests {
        @Test("finds out about a head that is sent over and over twice at most")
        func studied() throws {
            let server = try TestServer()
            let client = try server.client()
            for _ in 0..<20 {
                client.send("GET /again HTTP/1.1\r\nHost: h\r\n\r\n")
                #expect(try client.response().text == "GET /again")
            }
            #expect(server.studied.value == 2)
            #expect(server.server.statistics.requests.value == 20)
        }

        @Test("reads each body behind a head that is known, whole or in pieces")
        func bodies() throws {
            let server = try TestServer()
            let client = try server.client()
            let head = "POST /echo HTTP/1.1\r\nHost: h\r\nContent-Length: 3\r\n\r\n"
            for number in 100..<110 {
                client.send(head + "\(number)")
                #expect(try client.response().text == "\(number)")
                client.send(head + "\(number / 10)")
                client.send("x" + head + "\(number)")
                #expect(try client.response().text == "\(number / 10)x")
                #expect(try client.response().text == "\(number)")
            }
        }

        @Test("refuses a body that is too long for its route behind a head that is known")
        func tooLong() throws {
            let server = try TestServer()
            let body = String(repeating: "x", count: 1001)
            for _ in 0..<4 {
                let answer = try server.exchange(
                    "POST /echo HTTP/1.1\r\nHost: h\r\nContent-Length: 1001\r\n\r\n" + body
                )
                #expect(answer.hasPrefix("HTTP/1.1 413 "))
            }
        }
    }
}
