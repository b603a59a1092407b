import DialectKit
import Testing
import Upstreams

@testable import Engine
@testable import Gateway
@testable import sotaque

@Suite("Upstreams keep tenants apart")
struct RoutedTenancyTests {
    /// The other tenant's credential in each dialect, and a read of `sales` with it.
    static let reads: [(dialect: String, path: String)] = [
        ("megaapi", "/rest/instance/sales"), ("zapyapi", "/api/instances/sales/qr"),
        ("whatisup", "/v1/instances/sales"),
    ]

    @Test("another tenant's routed instance does not exist, and nothing is asked of its upstream")
    func unknown() async throws {
        let scene = try await VendorScene.start()
        try await scene.route(through: "uazapi")
        let other = try await scene.stage.tenant("other")
        _ = try await scene.stage.instance("theirs", of: "other")
        let upstreams = try #require(scene.stage.core.upstreams?.upstreams)
        let before = upstreams.figures.first?.calls
        for (dialect, path) in Self.reads {
            let credential: (name: String, value: String) =
                switch dialect {
                case "megaapi": ("Authorization", "Bearer token-theirs")
                case "zapyapi": ("x-api-key", other["api_key"]?.string ?? "")
                default: ("Authorization", "Bearer " + (other["bearer_key"]?.string ?? ""))
                }
            let foreign = await scene.stage.send(.get, path, credential)
            let nobody = await scene.stage.send(
                .get,
                path.replacing("sales", with: "nobody"),
                credential
            )
            #expect(foreign.status == nobody.status, "\(dialect)")
            #expect([401, 403, 404].contains(foreign.status), "\(dialect): \(foreign.text)")
        }
        #expect(upstreams.figures.first?.calls == before)
        await scene.stop()
    }

    @Test("an event of one tenant's upstream is not told to another")
    func events() async throws {
        let scene = try await VendorScene.start()
        try await scene.route(through: "uazapi")
        _ = try await scene.stage.tenant("other")
        _ = try await scene.stage.instance("theirs", of: "other")
        #expect(await scene.sendText("Oi", in: "uazapi").status == 200)
        let events = await scene.stage.control(.get, "/instances/theirs/events")
        #expect(events.json["data"]?.array == [])
        let rows = await scene.stage.control(.get, "/instances/theirs/commands")
        #expect(!rows.text.contains("message.send"))
        await scene.stop()
    }

    @Test("no route of a dialect shows that an upstream carries an instance")
    func silent() async throws {
        let scene = try await VendorScene.start()
        try await scene.route(through: "uazapi")
        let paths = [
            ("uazapi", "/instance/status"), ("megaapi", "/rest/instance/sales"),
            ("zapyapi", "/api/instances?page=1&limit=10"), ("whatisup", "/v1/instances/sales"),
        ]
        for (dialect, path) in paths {
            let answer = await scene.stage.send(.get, path, scene.credential(in: dialect))
            #expect(answer.status == 200, "\(dialect): \(answer.text)")
            for word in ["uazapi-1", "demo-instance-token", "127.0.0.1", "hooks/"] {
                #expect(!answer.text.contains(word), "\(dialect) shows \(word)")
            }
        }
        await scene.stop()
    }

    @Test("metrics tell of each upstream by its name")
    func metrics() async throws {
        let scene = try await VendorScene.start()
        let none = await scene.stage.control(.get, "/metrics")
        #expect(!none.text.contains("sotaque_upstream_"))
        try await scene.route(through: "uazapi")
        #expect(await scene.sendText("Oi", in: "uazapi").status == 200)
        let lines = await scene.stage.control(.get, "/metrics").text.split(separator: "\n")
        let calls = lines.first {
            $0.hasPrefix(#"sotaque_upstream_calls_total{upstream="uazapi-1"} "#)
        }
        #expect(calls.flatMap { Int($0.split(separator: " ").last ?? "") } ?? 0 >= 2)
        for line in [
            #"sotaque_upstream_failures_total{upstream="uazapi-1"} 0"#,
            #"sotaque_upstream_unknown_total{upstream="uazapi-1"} 0"#,
            #"sotaque_upstream_running{upstream="uazapi-1"} 0"#,
            #"sotaque_upstream_waiting{upstream="uazapi-1"} 0"#,
            #"sotaque_upstream_circuit{upstream="uazapi-1",state="closed"} 1"#,
            #"sotaque_upstream_circuit{upstream="uazapi-1",state="open"} 0"#,
            "sotaque_instances_stalled 0",
        ] { #expect(lines.contains { $0 == line }, "\(line)") }
        scene.stage.core.engine.markStalled(scene.sales, true)
        let stalled = await scene.stage.control(.get, "/metrics").text
        #expect(stalled.contains("sotaque_instances_stalled 1\n"))
        let shown = await scene.stage.control(.get, "/instances/sales")
        #expect(shown.json["stalled"] == true)
        await scene.stop()
    }
}
