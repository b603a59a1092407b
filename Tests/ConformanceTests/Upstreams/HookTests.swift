import DialectKit
import Secrets
import Testing
import Upstreams

@testable import Engine
@testable import Gateway
@testable import sotaque

@Suite("Hooks of upstreams, and files that they fetch")
struct HookTests {
    /// A gateway whose instance a vendor carries, and the path of its hook.
    private struct Scene {
        let stage: RoutedStage
        let path: String

        init(_ dialect: String, _ settings: JSONValue) async throws {
            stage = try RoutedStage()
            _ = try await stage.tenant("acme")
            _ = try await stage.instance("sales", of: "acme")
            let upstream: JSONValue = [
                "dialect": .string(dialect), "base_url": "https://vendor.example.com",
            ]
            _ = await stage.control(.put, "/upstreams/vendor", upstream)
            let route = await stage.control(
                .put,
                "/instances/sales/route",
                ["upstream": "vendor", "settings": settings]
            )
            let url = try #require(route.json["primary"]?["hook_url"]?.string, "\(route.text)")
            path = String(url.dropFirst("http://front.test".count))
        }

        /// Tells the hook something, with no credential but its URL.
        func tell(_ body: String, _ fields: [(String, String)] = []) async -> HTTPResponse {
            await stage.send(.post, path, fields, Array(body.utf8))
        }

        /// The events of the instance of that kind.
        func events(_ kind: String) async -> [JSONValue] {
            let events = await stage.control(.get, "/instances/sales/events?limit=1000")
            return (events.json["data"]?.array ?? []).filter { $0["kind"]?.string == kind }
        }
    }

    private static let zapyapi: JSONValue = ["api_key": "key", "instance_id": "one"]

    /// A message as ZapyAPI tells of it.
    private static let message = """
        {"event":"message","instanceId":"one","data":{"id":"c6f70134-b2a9-49f3-a1f6-9c31fba03885",\
        "messageId":"3EB0A1B2C3D4E5F60718","chatId":"5511999999999@s.whatsapp.net",\
        "from":"5511999999999@s.whatsapp.net","participant":null,"fromMe":false,"isGroup":false,\
        "pushName":"Example","type":"text","message":"Hello","quoteMessageId":null,\
        "timestamp":1745000000500}}
        """

    @Test("a key that is nobody's is refused by the head, before any of the body is read")
    func unknownKey() async throws {
        let scene = try await Scene("uazapi", ["token": "t"])
        let path = "/_sotaque/hooks/" + String(repeating: "a", count: 43)
        let refusal = try #require(scene.stage.refusesHead(.post, path))
        #expect(refusal.status == 404 && refusal.code == "route.unknown")
        #expect(scene.stage.refusesHead(.post, path + "/messages")?.status == 404)
        #expect(scene.stage.refusesHead(.post, scene.path) == nil)
    }

    @Test("the hook of a way that was taken away is nobody's")
    func formerKey() async throws {
        let scene = try await Scene("uazapi", ["token": "t"])
        _ = await scene.stage.control(.delete, "/instances/sales/route")
        #expect(scene.stage.refusesHead(.post, scene.path)?.status == 404)
    }

    @Test("a key that leaked is exchanged: the former one is nobody's at once")
    func rotation() async throws {
        let scene = try await Scene("uazapi", ["token": "t"])
        let path = "/instances/sales/route/rotate"
        #expect(await scene.stage.control(.post, path, ["upstream": "none"]).status == 404)
        let rotated = await scene.stage.control(.post, path)
        let url = try #require(rotated.json["primary"]?["hook_url"]?.string, "\(rotated.text)")
        let fresh = String(url.dropFirst("http://front.test".count))
        #expect(fresh != scene.path)
        #expect(scene.stage.refusesHead(.post, scene.path)?.status == 404)
        #expect(scene.stage.refusesHead(.post, fresh) == nil)
        let again = await scene.stage.control(.post, path, ["upstream": "vendor"])
        #expect(again.json["primary"]?["hook_url"] != rotated.json["primary"]?["hook_url"])
        #expect(scene.stage.core.engine.remoteLegs().first?.leg.settings == ["token": "t"])
    }

    @Test("what upstreams tell and fetch is not let in beyond the connections that all have")
    func reserve() throws {
        let stage = try RoutedStage()
        let paths = [
            "/_sotaque/live": true, "/_sotaque/instances": true, "/_sotaque/hooks/x": false,
            "/_sotaque/shared/x": false, "/send/text": false,
        ]
        for (path, isLetIn) in paths {
            #expect(stage.mayUseReserve(path) == isLetIn, "\(path)")
        }
    }

    @Test("a body that is none of the vendor's is a 400", arguments: ["", "{", "[]", "\"x\"", "7"])
    func garbage(body: String) async throws {
        for dialect in ["uazapi", "zapyapi"] {
            let settings = dialect == "uazapi" ? ["token": "t"] : Self.zapyapi
            let scene = try await Scene(dialect, settings)
            let answer = await scene.tell(body)
            #expect(answer.status == 400, "\(dialect): \(answer.text)")
        }
    }

    @Test("what is told is durable, with its event, when it is answered")
    func durable() async throws {
        let scene = try await Scene("uazapi", ["token": "secret-t"])
        let body = """
            {"EventType":"messages","instanceName":"x","owner":"5511999999999","token":"secret-t",
             "message":{"id":"5511999999999:3EB0A1B2C3D4E5F60718","messageid":"3EB0A1B2C3D4E5F60718",
              "chatid":"5511988888888@s.whatsapp.net","sender":"5511988888888@s.whatsapp.net",
              "fromMe":false,"isGroup":false,"messageType":"Conversation",
              "messageTimestamp":1735689600000,"text":"Oi","content":"Oi"}}
            """
        let answer = await scene.tell(body)
        #expect(answer.status == 200 && answer.json == ["received": true], "\(answer.text)")
        let events = await scene.events("message.received")
        #expect(events.count == 1)
        #expect(events.allSatisfy { !$0.text.contains("secret-t") })
        #expect(await scene.tell(body).status == 200)
        #expect(await scene.events("message.received").count == 1, "told twice, it counts once")
    }

    @Test("a signature that is missing or wrong is a 401, and nothing is taken")
    func signatures() async throws {
        let settings: JSONValue = [
            "api_key": "key", "instance_id": "one", "webhook_secret": "shared",
        ]
        let scene = try await Scene("zapyapi", settings)
        #expect(await scene.tell(Self.message).status == 401)
        let wrong = [("X-Webhook-Signature", "sha256=" + String(repeating: "0", count: 64))]
        let refused = await scene.tell(Self.message, wrong)
        #expect(refused.status == 401 && refused.code == "auth.invalid")
        #expect(await scene.events("message.received").isEmpty)
        let mac = Digest.hmacSHA256(key: Array("shared".utf8), Array(Self.message.utf8))
        let right = [("X-Webhook-Signature", "sha256=" + Hex.encode(mac))]
        #expect(await scene.tell(Self.message, right).status == 200)
        #expect(await scene.events("message.received").count == 1)
    }

    @Test("nothing that an upstream does not serve can be fetched, and what is shared can")
    func shared() async throws {
        let stage = try RoutedStage()
        _ = try await stage.tenant("acme")
        let id = try await stage.instance("sales", of: "acme")
        let owner = ShareShelf.Owner(try #require(stage.core.engine.instance(id.text)))
        let shelf = try #require(stage.core.upstreams?.shelf)
        let key = try #require(shelf.put([1, 2, 3], "image/png", of: owner))
        let file = await stage.send(.get, "/_sotaque/shared/" + key)
        #expect(file.status == 200 && file.body == [1, 2, 3])
        #expect(file.field("Content-Type") == "image/png")
        #expect(file.field("X-Content-Type-Options") == "nosniff")
        #expect(file.field("Cache-Control") == "no-store")
        let none = await stage.send(.get, "/_sotaque/shared/" + String(key.dropLast()) + "_")
        #expect(none.status == 410 && none.code == "media.gone")
    }
}
