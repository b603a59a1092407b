import Deliveries
import DialectKit
import Observability
import Testing

@testable import Engine
@testable import Gateway
@testable import HTTP
@testable import sotaque

@Suite("Live streams in the front")
struct FrontStreamTests {
    /// Reads a stream as the server would.
    final class Reader: Sendable {
        private let text = Lock("")
        private let isOver = Lock(false)

        init(_ body: HTTPBodyStream) {
            let writer = HTTPBodyWriter { [self] bytes in
                text.withLock { $0 += String(decoding: bytes, as: UTF8.self) }
                return true
            }
            Task { [self] in
                await body.produce(writer)
                isOver.withLock { $0 = true }
            }
        }

        /// Whether the text came within ten seconds.
        func read(_ wanted: String) async -> Bool {
            await settles { text.withLock { $0 }.contains(wanted) }
        }

        /// Whether the stream ended within ten seconds.
        func ends() async -> Bool { await settles { isOver.withLock { $0 } } }

        /// Everything so far.
        var all: String { text.withLock { $0 } }
    }

    @Test("a stream says what it is, and that nobody is to keep it back")
    func head() async throws {
        let stage = try await FrontStage()
        let (head, _) = try stage.open("/front/stream")
        #expect(head.status == 200)
        #expect(head.field("Content-Type") == "text/event-stream")
        #expect(head.field("Cache-Control") == "no-cache")
        #expect(head.field("X-Accel-Buffering") == "no")
        #expect(head.field("X-Request-Id")?.hasPrefix("req_") == true)
        #expect(head.field("Access-Control-Allow-Origin") == "*")
    }

    @Test(
        "what is wrong is said in the dialect's words before a stream begins",
        arguments: [
            ("/front/stream?thing=nobody", "instance.not_found"),
            ("/front/stream?events=none", "request.invalid"),
        ]
    )
    func refusals(_ path: String, _ code: String) async throws {
        let stage = try await FrontStage()
        let answer = await stage.send(.get, path)
        #expect(answer.status == 400)
        #expect(answer.json["oops"]?.string == code)
        #expect(try stage.tellers.hub.count == 0)
    }

    @Test("a wrong key opens no stream")
    func unauthenticated() async throws {
        let stage = try await FrontStage()
        let answer = await stage.send(.get, "/front/stream", key: "front_wrong")
        #expect(answer.json["oops"]?.string == "auth.invalid")
    }

    @Test("another tenant's instance cannot be followed")
    func tenancy() async throws {
        let stage = try await FrontStage()
        _ = try await stage.instance("mine")
        let other = try await stage.engine.createTenant(name: "two").get()
        let key = other.credentials[FrontDialect.realm]
        let answer = await stage.send(.get, "/front/stream?thing=mine", key: key)
        #expect(answer.json["oops"]?.string == "instance.not_found")
    }

    @Test("a tenant has so many streams and no more, until one of them ends")
    func places() async throws {
        let stage = try await FrontStage(streamsPerTenant: 1)
        do {
            let first = try stage.open("/front/stream")
            let refused = await stage.send(.get, "/front/stream")
            #expect(refused.json["oops"]?.string == "rate.limited")
            withExtendedLifetime(first) {}
        }
        _ = try stage.open("/front/stream")
    }

    @Test("asking for the head alone opens nothing")
    func headRequest() async throws {
        let stage = try await FrontStage()
        let answer = await stage.send(.head, "/front/stream")
        #expect(answer.status == 200)
        #expect(answer.field("Content-Type") == "text/event-stream")
        #expect(try stage.tellers.hub.count == 0)
    }

    @Test("a gateway that is ending opens no more")
    func draining() async throws {
        let stage = try await FrontStage()
        stage.core.gateway.beginDraining()
        let answer = await stage.send(.get, "/front/stream")
        #expect(answer.json["oops"]?.string == "upstream.unavailable")
        #expect(answer.field("Retry-After") == "1")
    }

    @Test("a stream tells of the tenant's events, of one instance where one is named or bound")
    func events() async throws {
        let stage = try await FrontStage()
        let mine = try await stage.instance("mine")
        let other = try await stage.instance("other")
        let key = try await stage.issue(IssueKey(name: "bound", instance: mine)).secret
        let all = Reader(try stage.open("/front/stream").1)
        let named = Reader(try stage.open("/front/stream?thing=mine").1)
        let bound = Reader(try stage.open("/front/stream", key: key).1)
        for id in [other, mine] {
            _ = await stage.control(.post, "/instances/\(id.text)/connect", [:])
        }
        for reader in [all, named, bound] {
            #expect(await reader.read("data: \"mine pairing.qr\"\n\n"))
        }
        #expect(await all.read("data: \"other pairing.qr\"\n\n"))
        #expect(!named.all.contains("other") && !bound.all.contains("other"))
    }

    @Test("a key's streams end when it is taken back, and nobody else's")
    func revocation() async throws {
        let stage = try await FrontStage()
        let issued = try await stage.issue(IssueKey(name: "gone"))
        let reader = Reader(try stage.open("/front/stream", key: issued.secret).1)
        let own = Reader(try stage.open("/front/stream").1)
        #expect(await stage.send(.delete, "/front/keys/\(issued.key.id)").status == 204)
        #expect(await reader.ends())
        #expect(await settles { (try? stage.tellers.hub.count) == 1 })
        withExtendedLifetime(own) {}
    }

    @Test("a key's streams end once it has expired")
    func expiry() async throws {
        let stage = try await FrontStage(heartbeatMilliseconds: 10)
        let end = stage.engine.clock.now.advanced(byMilliseconds: 1000)
        let key = try await stage.issue(IssueKey(name: "short", expiresAt: end)).secret
        let reader = Reader(try stage.open("/front/stream", key: key).1)
        #expect(await reader.read(": ping"))
        #expect(try stage.tellers.hub.count == 1)
        stage.engine.clock.advance(byMilliseconds: 1000)
        #expect(await reader.ends())
    }

    @Test("a stream ends when its instance or its tenant is removed", arguments: [true, false])
    func removal(_ isInstance: Bool) async throws {
        let stage = try await FrontStage()
        let mine = try await stage.instance("mine")
        let reader = Reader(try stage.open("/front/stream?thing=mine").1)
        let path = isInstance ? "/instances/\(mine.text)" : "/tenants/\(stage.tenant.text)"
        #expect(await stage.control(.delete, path).status == 204)
        #expect(await reader.ends())
    }
}

/// Whether the condition came true within ten seconds.
func settles(_ condition: () -> Bool) async -> Bool {
    for _ in 0..<1000 {
        if condition() { return true }
        try? await Task.sleep(for: .milliseconds(10))
    }
    return condition()
}
