import DialectKit
import Testing

@testable import Engine
@testable import Gateway
@testable import sotaque

@Suite("Upstreams in the control API")
struct UpstreamControlTests {
    private static let body: JSONValue = [
        "dialect": "zapyapi", "base_url": "https://zapy.example.com/",
        "settings": ["api_key": "hidden-key", "webhook_secret": "hidden-secret"],
        "limits": ["total_ms": 20_000, "send_gap_ms": 250],
    ]

    @Test("one is put, shown, listed and deleted; a secret is never shown")
    func life() async throws {
        let stage = try RoutedStage()
        let made = await stage.control(.put, "/upstreams/zapy", Self.body)
        #expect(made.status == 201)
        #expect(made.json["base_url"] == "https://zapy.example.com")
        let shown = await stage.control(.get, "/upstreams/zapy")
        #expect(shown.json == made.json)
        #expect(shown.json["settings"] == ["api_key": "***", "webhook_secret": "***"])
        #expect(shown.json["limits"]?["total_ms"]?.int == 20_000)
        #expect(shown.json["limits"]?["connect_ms"]?.int == 5_000)
        let list = await stage.control(.get, "/upstreams")
        #expect(list.json["data"]?.array == [shown.json])
        #expect(!(made.text + shown.text + list.text).contains("hidden"))
        #expect(await stage.control(.delete, "/upstreams/zapy").status == 204)
        let gone = await stage.control(.get, "/upstreams/zapy")
        #expect(gone.status == 404 && gone.code == "upstream.not_found")
    }

    @Test("a change keeps what it leaves out, and null removes a setting")
    func change() async throws {
        let stage = try RoutedStage()
        _ = await stage.control(.put, "/upstreams/zapy", Self.body)
        let changed = await stage.control(
            .put,
            "/upstreams/zapy",
            [
                "settings": ["webhook_secret": nil, "instance_id": "shown"],
                "limits": ["concurrent_calls": 2, "send_gap_ms": nil],
            ]
        )
        #expect(changed.status == 200)
        #expect(changed.json["dialect"] == "zapyapi")
        #expect(changed.json["settings"] == ["api_key": "***", "instance_id": "shown"])
        #expect(changed.json["limits"]?["total_ms"]?.int == 20_000)
        #expect(changed.json["limits"]?["concurrent_calls"]?.int == 2)
        #expect(changed.json["limits"]?["send_gap_ms"]?.int == 0)
        #expect(stage.core.engine.upstream(UpstreamID("zapy"))?.settings["api_key"] == "hidden-key")
    }

    /// What is wrong with a body or a name, and the member that the refusal names.
    static let wrong: [(name: String, change: [String: JSONValue], member: String)] = [
        ("zapy", ["dialect": "klingon"], "dialect"), ("zapy", ["dialect": nil], "dialect"),
        ("zapy", ["dialect": 7], "dialect"), ("zapy", ["base_url": nil], "base_url"),
        ("zapy", ["base_url": "ftp://zapy.example.com"], "base_url"),
        ("zapy", ["base_url": "https://zapy.example.com/?a=b"], "base_url"),
        ("zapy", ["base_url": "https://a b/"], "base_url"),
        ("zapy", ["base_url": "https://zapy.example.com/a/../.."], "base_url"),
        ("zapy", ["settings": ["token": "x"]], "settings.token"),
        ("zapy", ["settings": ["api_key": 7]], "settings.api_key"),
        ("zapy", ["settings": "x"], "settings"),
        ("zapy", ["limits": ["total_ms": "x"]], "limits.total_ms"),
        ("zapy", ["limits": ["total_ms": 0]], "limits.total_ms"),
        ("zapy", ["limits": ["total": 20_000]], "limits.total"), ("zapy", ["limits": 7], "limits"),
        ("sandbox", [:], "id"), ("engine", [:], "id"),
        ("a%20b", [:], "id"), (String(repeating: "a", count: 65), [:], "id"),
    ]

    @Test("what is wrong is a 400 that names the member, and nothing is made", arguments: wrong)
    func refusals(name: String, change: [String: JSONValue], member: String) async throws {
        let stage = try RoutedStage()
        var body = try #require(Self.body.object)
        for (key, value) in change { body[key] = value }
        let answer = await stage.control(.put, "/upstreams/\(name)", .object(body))
        #expect(answer.status == 400)
        #expect(answer.code == "request.invalid")
        #expect(answer.faultyMember == member, "\(answer.text)")
        #expect(!answer.text.contains("hidden"))
        #expect(await stage.control(.get, "/upstreams").json["data"]?.array == [])
    }

    @Test("one that a route names is not deleted, nor is its dialect changed")
    func inUse() async throws {
        let stage = try RoutedStage()
        _ = try await stage.tenant("acme")
        _ = try await stage.instance("sales", of: "acme")
        _ = await stage.control(.put, "/upstreams/zapy", Self.body)
        let route: JSONValue = ["upstream": "zapy", "settings": ["instance_id": "one"]]
        #expect(await stage.control(.put, "/instances/sales/route", route).status == 200)
        let refused = await stage.control(.delete, "/upstreams/zapy")
        #expect(refused.status == 409 && refused.code == "instance.conflict")
        let other: JSONValue = ["dialect": "uazapi", "settings": [:]]
        #expect(await stage.control(.put, "/upstreams/zapy", other).status == 409)
        #expect(await stage.control(.delete, "/instances/sales/route").status == 204)
        #expect(await stage.control(.delete, "/upstreams/zapy").status == 204)
    }

    @Test("every call but those of hooks and shared files needs the control token")
    func token() async throws {
        let stage = try RoutedStage()
        let paths = [
            "/upstreams", "/upstreams/zapy", "/instances/sales/route", "/matrix",
            "/instances/sales/uses", "/instances/sales/assessment",
            "/instances/sales/differences",
        ]
        for path in paths {
            let answer = await stage.send(.get, "/_sotaque" + path)
            #expect(answer.status == 401 && answer.code == "auth.missing", "\(path)")
        }
        #expect(await stage.send(.post, "/_sotaque/import").status == 401)
    }
}
