import Canonical
import DialectKit
import Engine
import Reactor
import Testing

@testable import Upstreams

@Suite("How calls of an upstream end")
struct CallEndTests {
    private static let ok = Peer.answer(200, #"{"id":"3EB0"}"#)

    @Test("a send that is answered is done, with the settings of its own leg")
    func done() async throws {
        let peer = try Peer(Self.ok)
        let stage = try Stage()
        #expect(await stage.send(Stage.call(peer.url)) == .done)
        let request = try #require(peer.requests.first)
        #expect(request.line == "POST /send HTTP/1.1")
        #expect(request.field("token") == "of-the-leg")
        #expect(request.field("user-agent") == "sotaque/test")
        #expect(request.field("content-type") == "application/json")
        #expect(request.body == #"{"text":"hi","ref":"ref-1"}"#)
    }

    @Test("requests that follow each other share a connection")
    func kept() async throws {
        let peer = try Peer(Self.ok)
        let stage = try Stage()
        for _ in 0..<9 { #expect(await stage.send(Stage.call(peer.url)) == .done) }
        // One; more where the machine is so slow that one that is kept is closed in between.
        #expect(peer.connections <= 3)
    }

    @Test("a base URL with a path and a slash at its end comes before the target")
    func base() async throws {
        let peer = try Peer(Self.ok)
        let stage = try Stage()
        #expect(await stage.send(Stage.call(peer.url + "/api/v2/")) == .done)
        #expect(peer.requests.first?.line == "POST /api/v2/send HTTP/1.1")
    }

    @Test(
        "a base URL that is none keeps everything from going out",
        arguments: [
            "", "ftp://a.example", "http://a b", "http://u@a.example", "http://a.example?x",
        ]
    )
    func badBase(url: String) async throws {
        #expect(try await Stage().send(Stage.call(url)) == .neverReached(.unavailable))
    }

    @Test("a connection that is refused means that nothing arrived")
    func refused() async throws {
        let closed = try Descriptor.listen(on: SocketAddress(ip: .v4(0x7F00_0001), port: 0))
        let port = closed.localAddress()?.port ?? 0
        _ = consume closed
        let stage = try Stage()
        let call = Stage.call("http://127.0.0.1:\(port)")
        #expect(await stage.send(call) == .neverReached(.unavailable))
        #expect(stage.upstreams.figures.first?.retries == 2)
    }

    @Test("a send whose connection breaks is unknown, and goes out once", arguments: [true, false])
    func broken(isReset: Bool) async throws {
        let peer = try Peer(isReset ? .reset : .close)
        let stage = try Stage()
        #expect(await stage.send(Stage.call(peer.url)) == .unknown(.unavailable))
        #expect(peer.requests.count == 1)
        #expect(stage.upstreams.figures.first?.unknown == 1)
    }

    @Test("a send on a kept connection that ends goes out once, whatever its method")
    func brokenWhenKept() async throws {
        let peer = try Peer { number, _ in number == 1 ? [Self.ok] : [.close] }
        let stage = try Stage()
        let call = Stage.call(peer.url)
        #expect(await stage.send(call) == .done)
        #expect(await stage.send(call, "/once") == .unknown(.unavailable))
        #expect(peer.requests.count == 2)
    }

    @Test("an answer that breaks off leaves a send unknown")
    func cutShort() async throws {
        let head = "HTTP/1.1 200 OK\r\nContent-Length: 50\r\n\r\n{\"id\":"
        let peer = try Peer(.send(head), .close)
        #expect(try await Stage().send(Stage.call(peer.url)) == .unknown(.unavailable))
        #expect(peer.requests.count == 1)
    }

    @Test("a first byte that does not come in time leaves a send unknown")
    func slowFirstByte() async throws {
        let gate = Peer.Gate()
        let peer = try Peer(.wait(gate), Self.ok)
        let call = Stage.call(peer.url) { $0.firstByteMilliseconds = 50 }
        #expect(try await Stage().send(call) == .unknown(.upstreamTimeout))
        gate.open()
        #expect(peer.requests.count == 1)
    }

    @Test("a body that does not come in time leaves a send unknown")
    func slowBody() async throws {
        let gate = Peer.Gate()
        let head = "HTTP/1.1 200 OK\r\nContent-Length: 50\r\n\r\n{"
        let peer = try Peer(.send(head), .wait(gate), .close)
        let stage = try Stage { $0.bodyMilliseconds = 50 }
        #expect(await stage.send(Stage.call(peer.url)) == .unknown(.upstreamTimeout))
        gate.open()
    }

    @Test("the whole time bounds a call whose phases would have more")
    func total() async throws {
        let gate = Peer.Gate()
        let peer = try Peer(.wait(gate), Self.ok)
        let call = Stage.call(peer.url) { $0.totalMilliseconds = 60 }
        #expect(try await Stage().send(call) == .unknown(.upstreamTimeout))
        gate.open()
    }

    @Test(
        "answers that nobody understands leave a send unknown",
        arguments: [
            (200, #"{"id":"3E"#), (200, "<html>ok</html>"), (200, "[]"),
            (500, "<html>oops</html>"), (502, ""), (302, ""),
        ]
    )
    func unreadable(status: Int, body: String) async throws {
        let peer = try Peer(Peer.answer(status, body))
        let code: FailureCode = status >= 500 ? .unavailable : .upstreamProtocol
        #expect(try await Stage().send(Stage.call(peer.url)) == .unknown(code))
        #expect(peer.requests.count == 1)
    }

    @Test("an answer over the limit leaves a send unknown")
    func tooLarge() async throws {
        let body = "{\"id\":\"" + String(repeating: "a", count: 2_000) + "\"}"
        let peer = try Peer(Peer.answer(200, body))
        let stage = try Stage { $0.answerBytes = 1_000 }
        #expect(await stage.send(Stage.call(peer.url)) == .unknown(.upstreamProtocol))
    }

    @Test(
        "a no of the vendor's own is a refusal, whatever its status",
        arguments: [400, 401, 404, 500, 503]
    )
    func no(status: Int) async throws {
        let peer = try Peer(Peer.answer(status, #"{"error":"recipient.invalid"}"#))
        let end = try await Stage().send(Stage.call(peer.url))
        #expect(end == .refused(.recipientInvalid))
        #expect(peer.requests.count == 1)
    }

    @Test("a redirect is not followed")
    func redirect() async throws {
        let other = try Peer(Self.ok)
        let peer = try Peer(Peer.answer(307, "", "Location: \(other.url)/send\r\n"))
        let end = try await Stage().set(Stage.call(peer.url))
        #expect(end == .neverReached(.upstreamProtocol))
        #expect(other.requests.isEmpty)
    }

    @Test("what cannot be said is refused, and nothing goes out")
    func unsaid() async throws {
        let peer = try Peer(Self.ok)
        let stage = try Stage()
        let call = Stage.call(peer.url)
        #expect(await stage.send(call, "!") == .refused(.requestInvalid))
        let group = CreateGroup(subject: "a", participants: [])
        guard case .refused(let failure) = await stage.upstreams.perform(group, call).end else {
            Issue.record("a command without a translation was carried out")
            return
        }
        #expect(failure.code == .capabilityUnsupported)
        #expect(failure.detail == "There are no groups")
        #expect(peer.connections == 0)
    }

    @Test("what the operator has not configured never reaches anybody")
    func unconfigured() async throws {
        var call = Stage.call("http://127.0.0.1:9")
        call.definition.settings = [:]
        call.leg.settings = [:]
        #expect(try await Stage().send(call) == .neverReached(.unavailable))
        call.definition.dialect = DialectID("unknown")
        #expect(try await Stage().send(call) == .neverReached(.unavailable))
    }

    @Test("an authority file that is none says so and keeps everything from going out")
    func authority() async throws {
        let peer = try Peer(Self.ok)
        let call = Stage.call(peer.url) { $0.authorityFile = "/nonexistent/authority.pem" }
        let send = SendMessage(recipient: .lid("1"), content: .text(TextContent("hi")))
        let end = try await Stage().upstreams.perform(send, call).end
        guard case .neverReached(let failure) = end else {
            Issue.record("a call went out without its authorities")
            return
        }
        #expect(failure.detail == "The upstream's authority file cannot be used")
        #expect(peer.connections == 0)
    }

    @Test("a call that is given up while it waits for an answer is unknown")
    func cancelled() async throws {
        let gate = Peer.Gate()
        let peer = try Peer(.wait(gate), Self.ok)
        let stage = try Stage()
        let call = Stage.call(peer.url)
        let task = Task { await stage.send(call) }
        #expect(await until { peer.requests.count == 1 })
        task.cancel()
        #expect(await task.value == .unknown(.unavailable))
        gate.open()
    }
}

@Suite("Conversations of several requests")
struct ConversationTests {
    private static let image = SendMessage(
        recipient: .lid("1"),
        content: .media(MediaContent(kind: .image, source: .bytes([1])))
    )

    private func end(_ script: @escaping Peer.Script) async throws -> (Ended, Peer) {
        let peer = try Peer(script)
        let stage = try Stage { $0.retries = 0 }
        return (Ended(await stage.upstreams.perform(Self.image, Stage.call(peer.url)).end), peer)
    }

    @Test("a failure before the request that counts means that nothing was sent")
    func before() async throws {
        let (end, peer) = try await end { _, _ in [.close] }
        #expect(end == .neverReached(.unavailable))
        #expect(peer.requests.allSatisfy { $0.line.contains("/upload") })
    }

    @Test(
        "a failure after the request that counts does not undo it",
        arguments: [#"{"error":"message.not_found"}"#, "<html>"]
    )
    func after(body: String) async throws {
        let (end, _) = try await end { _, request in
            [request.line.contains("/sent") ? Peer.answer(404, body) : Peer.answer(200)]
        }
        guard case .unknown = end else {
            Issue.record("the send counts as \(end)")
            return
        }
    }

    @Test("bytes are shared under a URL that is given to the upstream")
    func shared() async throws {
        let peer = try Peer(Peer.answer(200))
        let stage = try Stage()
        let call = Stage.call(peer.url)
        #expect(Ended(await stage.upstreams.perform(Self.image, call).end) == .done)
        let prefix = #"{"url":"https://gateway.example/_sotaque/shared/"#
        let body = try #require(peer.requests.first?.body)
        #expect(body.hasPrefix(prefix))
        let key = String(body.dropFirst(prefix.count).dropLast(2))
        #expect(stage.shelf.get(key) == ShareShelf.Share(bytes: [1, 2, 3], mediaType: "image/png"))
    }

    @Test("what was shared for a send that was refused is taken back")
    func takenBack() async throws {
        let peer = try Peer(Peer.answer(400, #"{"error":"recipient.invalid"}"#))
        let stage = try Stage()
        let call = Stage.call(peer.url)
        #expect(
            Ended(await stage.upstreams.perform(Self.image, call).end)
                == .refused(.recipientInvalid)
        )
        let url = try #require(peer.requests.first?.body)
        let key = try #require(url.split(separator: "/").last?.dropLast(2))
        #expect(key.utf8.count == 43)
        #expect(stage.shelf.get(String(key)) == nil)
    }

    @Test("a file that finds no room is unavailable for a while, not impossible")
    func noRoom() async throws {
        let stage = try Stage()
        let call = Stage.call("http://127.0.0.1:1")
        let owner = ShareShelf.Owner(call.instance)
        _ = stage.shelf.put([UInt8](repeating: 0, count: 16 * 1024 * 1024), nil, of: owner)
        guard case .neverReached(let failure) = await stage.upstreams.perform(Self.image, call).end
        else {
            Issue.record("it was sent, or refused for good")
            return
        }
        #expect(failure.code == .unavailable && failure.retryAfterSeconds == 30)
    }
}

@Suite("Losses")
struct LossTests {
    private static let quoting = SendMessage(
        recipient: .lid("1"),
        content: .text(TextContent("hi")),
        quoted: Quote(id: MessageID("3EB0"))
    )

    @Test("a strict call that would lose something is refused, and nothing goes out")
    func strict() async throws {
        let peer = try Peer(Peer.answer(200))
        let call = Stage.call(peer.url, policy: .strict)
        let result = try await Stage().upstreams.perform(Self.quoting, call)
        guard case .refused(let failure) = result.end else {
            Issue.record("the loss was accepted")
            return
        }
        #expect(failure.code == .capabilityUnsupported && failure.field == "quoted")
        #expect(result.losses == [Toy.quoteLoss])
        #expect(peer.connections == 0)
    }

    @Test("a lenient call tells of its loss")
    func lenient() async throws {
        let peer = try Peer(Peer.answer(200))
        let result = try await Stage().upstreams.perform(Self.quoting, Stage.call(peer.url))
        #expect(Ended(result.end) == .done)
        #expect(result.losses == [Toy.quoteLoss])
    }

    @Test("losses are told without a request")
    func told() async throws {
        let peer = try Peer(Peer.answer(200))
        let losses = try Stage().upstreams.losses(of: Self.quoting, Stage.call(peer.url))
        #expect(losses == [Toy.quoteLoss])
        #expect(peer.connections == 0)
    }
}
