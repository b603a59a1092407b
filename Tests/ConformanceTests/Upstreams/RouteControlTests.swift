import DialectKit
import Testing

@testable import Engine
@testable import Gateway
@testable import sotaque

@Suite("Routes in the control API")
struct RouteControlTests {
    /// A gateway with an instance and two upstreams that nobody calls.
    private static func stage() async throws -> RoutedStage {
        let stage = try RoutedStage()
        _ = try await stage.tenant("acme")
        _ = try await stage.instance("sales", of: "acme")
        let zapy: JSONValue = [
            "dialect": "zapyapi", "base_url": "https://zapy.example.com",
            "settings": ["api_key": "hidden-account"],
        ]
        let uaz: JSONValue = ["dialect": "uazapi", "base_url": "https://uaz.example.com"]
        _ = await stage.control(.put, "/upstreams/zapy", zapy)
        _ = await stage.control(.put, "/upstreams/uaz", uaz)
        return stage
    }

    private static let toZapy: JSONValue = ["upstream": "zapy", "settings": ["instance_id": "one"]]
    private static let toUaz: JSONValue = [
        "upstream": "uaz", "settings": ["token": "hidden-token"],
    ]
    private static let path = "/instances/sales/route"

    @Test("without one the sandbox carries the instance")
    func none() async throws {
        let stage = try await Self.stage()
        let shown = await stage.control(.get, Self.path)
        #expect(shown.json["primary"] == ["upstream": "sandbox"])
        #expect(shown.json["policy"] == "lenient")
        #expect(shown.json["trial"]?["kind"] == "none")
        #expect(await stage.control(.get, "/instances/none/route").code == "instance.not_found")
    }

    @Test("one is put, shown with its hook's URL and without secrets, and taken away")
    func life() async throws {
        let stage = try await Self.stage()
        let put = await stage.control(.put, Self.path, Self.toUaz)
        #expect(put.status == 200)
        let primary = try #require(put.json["primary"])
        #expect(primary["upstream"] == "uaz" && primary["dialect"] == "uazapi")
        #expect(primary["settings"] == ["token": "***"])
        let url = try #require(primary["hook_url"]?.string)
        #expect(url.hasPrefix("http://front.test/_sotaque/hooks/"))
        #expect(url.utf8.count >= "http://front.test/_sotaque/hooks/".utf8.count + 43)
        #expect(!put.text.contains("hidden"))
        let instance = await stage.control(.get, "/instances/sales")
        #expect(instance.json["upstream"] == "uaz" && instance.json["stalled"] == false)
        #expect(await stage.control(.delete, Self.path).status == 204)
        #expect(await stage.control(.get, "/instances/sales").json["upstream"] == "sandbox")
    }

    @Test("a change of the policy keeps everything else, the hook's URL included")
    func policy() async throws {
        let stage = try await Self.stage()
        let before = await stage.control(.put, Self.path, Self.toUaz)
        let after = await stage.control(.put, Self.path, ["policy": "strict"])
        #expect(after.json["policy"] == "strict")
        #expect(after.json["primary"] == before.json["primary"])
        let leg = stage.core.engine.remoteLegs().first?.leg
        #expect(leg?.settings == ["token": "hidden-token"])
    }

    @Test("a failover is put and taken away, and the primary way stays")
    func failover() async throws {
        let stage = try await Self.stage()
        _ = await stage.control(.put, Self.path, Self.toUaz)
        let put = await stage.control(.put, Self.path, ["failover": Self.toZapy])
        #expect(put.json["failover"]?["upstream"] == "zapy")
        #expect(put.json["failover"]?["settings"] == ["instance_id": "one"])
        #expect(put.json["primary"]?["upstream"] == "uaz")
        let none = await stage.control(.put, Self.path, ["failover": nil])
        #expect(none.json["failover"] == nil && none.json["primary"]?["upstream"] == "uaz")
    }

    /// A body of a route, and the member that its refusal names.
    static let wrong: [(body: JSONValue, status: Int, member: String)] = [
        ([:], 400, "upstream"), (["policy": "strict"], 400, "upstream"),
        (["upstream": 7], 400, "upstream"), (["upstream": "none"], 404, "upstream"),
        (["upstream": "uaz"], 400, "settings.token"),
        (["upstream": "zapy"], 400, "settings.instance_id"),
        (
            ["upstream": "uaz", "settings": ["token": "x", "colour": "red"]], 400, "settings.colour"
        ),
        (
            ["upstream": "uaz", "settings": ["token": "x"], "policy": "mild"],
            400, "policy"
        ),
        (
            ["upstream": "uaz", "settings": ["token": "x"], "failover": ["upstream": "zapy"]],
            400, "failover.settings.instance_id"
        ),
        (
            [
                "upstream": "uaz", "settings": ["token": "x"],
                "failover": ["upstream": "zapy", "settings": ["colour": "red"]],
            ],
            400, "failover.settings.colour"
        ),
        (
            [
                "upstream": "uaz", "settings": ["token": "x"],
                "failover": ["upstream": "uaz", "settings": ["token": "x"]],
            ],
            400, "failover.upstream"
        ),
        (
            ["upstream": "uaz", "settings": ["token": "x"], "failover": ["upstream": "none"]],
            404, "failover.upstream"
        ),
        (
            ["upstream": "uaz", "settings": ["token": "x"], "failover": ["upstream": "sandbox"]],
            400, "upstream"
        ),
    ]

    @Test("what is wrong names the member, and the route stays as it was", arguments: wrong)
    func refusals(body: JSONValue, status: Int, member: String) async throws {
        let stage = try await Self.stage()
        let answer = await stage.control(.put, Self.path, body)
        #expect(answer.status == status, "\(answer.text)")
        guard status != 200 else { return }
        #expect(answer.faultyMember == member, "\(answer.text)")
        let shown = await stage.control(.get, Self.path)
        #expect(shown.json["primary"] == ["upstream": "sandbox"])
    }

    @Test("an upstream is not its own candidate or failover")
    func twice() async throws {
        let stage = try await Self.stage()
        _ = await stage.control(.put, Self.path, Self.toUaz)
        var same = try #require(Self.toUaz.object)
        same["mode"] = "shadow"
        let candidate = await stage.control(.put, Self.path + "/candidate", .object(same))
        #expect(candidate.status == 400 && candidate.faultyMember == "upstream")
        #expect(await stage.control(.put, Self.path, ["failover": Self.toUaz]).status == 400)
    }

    @Test("a candidate is tried as a shadow, then for some chats, and dropped")
    func candidate() async throws {
        let stage = try await Self.stage()
        _ = await stage.control(.put, Self.path, Self.toUaz)
        var body = try #require(Self.toZapy.object)
        body["mode"] = "shadow"
        let shadow = await stage.control(.put, Self.path + "/candidate", .object(body))
        #expect(shadow.status == 200, "\(shadow.text)")
        #expect(shadow.json["trial"]?["kind"] == "shadow")
        #expect(shadow.json["candidate"]?["upstream"] == "zapy")
        let canary = await stage.control(
            .put,
            Self.path + "/candidate",
            ["mode": "canary", "percent": 5, "chats": ["5511988888888"]]
        )
        #expect(canary.json["trial"]?["kind"] == "canary")
        #expect(canary.json["trial"]?["percent"]?.int == 5)
        #expect(canary.json["trial"]?["chats"]?.array?.count == 1)
        #expect(canary.json["candidate"] == shadow.json["candidate"])
        let dropped = await stage.control(.delete, Self.path + "/candidate")
        #expect(dropped.status == 200 && dropped.json["candidate"] == nil)
        #expect(await stage.control(.delete, Self.path + "/candidate").code == "upstream.not_found")
    }

    /// What a trial cannot be, and the member that says so.
    static let wrongTrials: [(body: JSONValue, member: String)] = [
        (["mode": "shadow"], "upstream"),
        (["upstream": "zapy", "settings": ["instance_id": "one"]], "mode"),
        (["upstream": "zapy", "settings": ["instance_id": "one"], "mode": "often"], "mode"),
        (
            [
                "upstream": "zapy", "settings": ["instance_id": "one"], "mode": "canary",
                "percent": 101,
            ], "percent"
        ),
        (
            [
                "upstream": "zapy", "settings": ["instance_id": "one"], "mode": "canary",
                "percent": 5, "chats": ["not a number"],
            ], "chats.0"
        ),
    ]

    @Test("a trial that cannot be is refused by its member", arguments: wrongTrials)
    func trials(body: JSONValue, member: String) async throws {
        let stage = try await Self.stage()
        _ = await stage.control(.put, Self.path, Self.toUaz)
        let answer = await stage.control(.put, Self.path + "/candidate", body)
        #expect(answer.status == 400)
        #expect(answer.faultyMember == member, "\(answer.text)")
    }

    @Test("cutting over makes the candidate carry, rolling back leads to where it was")
    func cutOver() async throws {
        let stage = try await Self.stage()
        let none = await stage.control(.post, Self.path + "/cutover", [:])
        #expect(none.status == 400)
        _ = await stage.control(.put, Self.path, Self.toUaz)
        #expect(await stage.control(.post, Self.path + "/cutover").faultyMember == "candidate")
        #expect(await stage.control(.post, Self.path + "/rollback").faultyMember == "previous")
        var body = try #require(Self.toZapy.object)
        body["mode"] = "shadow"
        _ = await stage.control(.put, Self.path + "/candidate", .object(body))
        let there = await stage.control(.post, Self.path + "/cutover")
        #expect(there.status == 200)
        #expect(there.json["route"]?["primary"]?["upstream"] == "zapy")
        #expect(there.json["route"]?["previous"]?["upstream"] == "uaz")
        #expect(there.json["route"]?["trial"]?["kind"] == "none")
        for count in ["sends_under_way", "ended", "unknown", "still_under_way"] {
            #expect(there.json[count]?.int == 0)
        }
        #expect(await stage.control(.get, "/instances/sales").json["upstream"] == "zapy")
        let back = await stage.control(.post, Self.path + "/rollback")
        #expect(back.json["route"]?["primary"]?["upstream"] == "uaz")
        #expect(back.json["route"]?["candidate"]?["upstream"] == "zapy")
        #expect(!back.text.contains("hidden"))
        #expect(await stage.control(.get, "/instances/sales").json["upstream"] == "uaz")
    }

    @Test("an instance is made with its route, or not at all")
    func creation() async throws {
        let stage = try await Self.stage()
        let without: JSONValue = ["tenant": "acme", "name": "new", "upstream": "uaz"]
        let refused = await stage.control(.post, "/instances", without)
        #expect(refused.status == 400 && refused.faultyMember == "settings.token")
        #expect(await stage.control(.get, "/instances/new").status == 404)
        let with: JSONValue = [
            "tenant": "acme", "name": "new", "upstream": "uaz", "settings": ["token": "x"],
            "policy": "strict",
        ]
        let made = await stage.control(.post, "/instances", with)
        #expect(made.status == 201 && made.json["upstream"] == "uaz")
        let route = await stage.control(.get, "/instances/new/route")
        #expect(route.json["policy"] == "strict")
        #expect(route.json["primary"]?["settings"] == ["token": "***"])
    }

    @Test("a change of an instance may change its route")
    func change() async throws {
        let stage = try await Self.stage()
        var body = try #require(Self.toUaz.object)
        body["name"] = "shop"
        let changed = await stage.control(.patch, "/instances/sales", .object(body))
        #expect(changed.status == 200, "\(changed.text)")
        #expect(changed.json["name"] == "shop" && changed.json["upstream"] == "uaz")
        let strict = await stage.control(.patch, "/instances/shop", ["policy": "strict"])
        #expect(strict.status == 200)
        #expect(await stage.control(.get, "/instances/shop/route").json["policy"] == "strict")
        let wrong = await stage.control(
            .patch,
            "/instances/shop",
            ["upstream": "none", "name": "x"]
        )
        #expect(wrong.status == 404 && wrong.faultyMember == "upstream")
        #expect(await stage.control(.get, "/instances/shop").status == 200)
    }

    @Test("a change of name and route is made as a whole or not at all")
    func whole() async throws {
        let stage = try await Self.stage()
        var body = try #require(Self.toUaz.object)
        body["name"] = "shop"
        body["failover"] = ["upstream": "sandbox"]
        let refused = await stage.control(.patch, "/instances/sales", .object(body))
        #expect(refused.status == 400 && refused.faultyMember == "upstream", "\(refused.text)")
        let same = await stage.control(.get, "/instances/sales")
        #expect(same.json["name"] == "sales" && same.json["upstream"] == "sandbox")
        _ = try await stage.instance("other", of: "acme")
        var taken = try #require(Self.toUaz.object)
        taken["names"] = ["megaapi": "other"]
        let clash = await stage.control(.patch, "/instances/sales", .object(taken))
        #expect(clash.status == 409)
        #expect(await stage.control(.get, "/instances/sales").json["upstream"] == "sandbox")
        let beside: JSONValue = [
            "tenant": "acme", "name": "new", "upstream": "uaz", "settings": ["token": "x"],
            "failover": ["upstream": "sandbox"],
        ]
        #expect(await stage.control(.post, "/instances", beside).status == 400)
        #expect(await stage.control(.get, "/instances/new").status == 404)
    }

    @Test("changes at the same time are all made")
    func atOnce() async throws {
        let stage = try await Self.stage()
        _ = await stage.control(.put, Self.path, Self.toUaz)
        let candidate: JSONValue = [
            "upstream": "zapy", "settings": ["instance_id": "one"], "mode": "shadow",
        ]
        for _ in 0..<20 {
            async let strict = stage.control(.put, Self.path, ["policy": "strict"])
            async let tried = stage.control(.put, Self.path + "/candidate", candidate)
            #expect(await (strict.status, tried.status) == (200, 200))
            let shown = await stage.control(.get, Self.path).json
            #expect(shown["policy"] == "strict" && shown["candidate"] != nil)
            async let lenient = stage.control(.put, Self.path, ["policy": "lenient"])
            async let dropped = stage.control(.delete, Self.path + "/candidate")
            #expect(await (lenient.status, dropped.status) == (200, 200))
        }
    }

    @Test("the way back is given up with null, and then its upstream may go")
    func wayBack() async throws {
        let stage = try await Self.stage()
        _ = await stage.control(.put, Self.path, Self.toUaz)
        var body = try #require(Self.toZapy.object)
        body["mode"] = "shadow"
        _ = await stage.control(.put, Self.path + "/candidate", .object(body))
        _ = await stage.control(.post, Self.path + "/cutover")
        #expect(await stage.control(.delete, "/upstreams/uaz").status == 409)
        let wrong = await stage.control(.put, Self.path, ["previous": Self.toUaz])
        #expect(wrong.status == 400 && wrong.faultyMember == "previous")
        let put = await stage.control(.put, Self.path, ["previous": nil])
        #expect(put.json["previous"] == nil && put.json["primary"]?["upstream"] == "zapy")
        #expect(await stage.control(.delete, "/upstreams/uaz").status == 204)
    }

    @Test("the sandbox has no settings")
    func sandbox() async throws {
        let stage = try await Self.stage()
        let answer = await stage.control(.patch, "/instances/sales", ["settings": ["token": "x"]])
        #expect(answer.status == 400 && answer.faultyMember == "settings", "\(answer.text)")
    }

    @Test("settings alone change those of the way that carries")
    func settings() async throws {
        let stage = try await Self.stage()
        _ = await stage.control(.put, Self.path, Self.toUaz)
        let new: JSONValue = ["settings": ["token": "newer"]]
        #expect(await stage.control(.patch, "/instances/sales", new).status == 200)
        #expect(stage.core.engine.remoteLegs().first?.leg.settings == ["token": "newer"])
    }
}
