import DialectKit
import Testing

@testable import Engine

@Suite("Deliveries in the control API")
struct ControlDeliveryTests {
    /// A gateway with one endpoint and the deliveries of an instance that asked for its code.
    private struct Scene {
        let stage: FrontStage
        let endpoint: String
        let deliveries: [JSONValue]

        init() async throws {
            stage = try await FrontStage()
            _ = try await stage.instance("mine")
            let made = await stage.control(
                .post,
                "/endpoints",
                ["tenant": "one", "dialect": "front", "url": "https://hooks.example.com/in"]
            )
            endpoint = try #require(made.json["id"]?.string)
            _ = await stage.control(.post, "/instances/mine/connect", [:])
            let list = await stage.control(.get, "/deliveries")
            deliveries = list.json["data"]?.array ?? []
            try #require(deliveries.count >= 2)
        }

        var ids: [String] { deliveries.compactMap { $0["id"]?.string } }

        /// Writes down how an attempt ended.
        func end(_ id: String, _ next: DeliveryResult.Next, _ error: String? = nil) async throws {
            let result = DeliveryResult(
                id: id,
                next: next,
                at: Timestamp(milliseconds: WorldClock.system()),
                status: error == nil ? 200 : 500,
                error: error,
                body: Array(#"{"a":"b"}"#.utf8)
            )
            try await stage.engine.record([result]).wait()
        }

        func list(_ query: String) async -> [String] {
            let list = await stage.control(.get, "/deliveries?" + query)
            return list.json["data"]?.array?.compactMap { $0["id"]?.string } ?? []
        }
    }

    @Test("lists have what there is to know, newest first, a page at a time")
    func lists() async throws {
        let scene = try await Scene()
        let row = try #require(scene.deliveries.first)
        #expect(row["endpoint"]?.string == scene.endpoint)
        #expect(row["dialect"]?.string == "front")
        #expect(row["state"]?.string == "pending")
        #expect(row["attempts"]?.int == 0)
        #expect(row["last_error"] == .null && row["delivered_at"] == .null)
        #expect(row["body"] == nil)
        var pages: [String] = []
        var next: String? = ""
        while let after = next {
            let query = after.isEmpty ? "limit=1" : "limit=1&after=" + after
            let page = await scene.stage.control(.get, "/deliveries?" + query)
            pages += page.json["data"]?.array?.compactMap { $0["id"]?.string } ?? []
            next = page.json["next"]?.string
        }
        #expect(pages == scene.ids)
    }

    @Test("filters choose by whose, where to, what, how far and when")
    func filters() async throws {
        let scene = try await Scene()
        let failed = try #require(scene.ids.first)
        try await scene.end(failed, .dead, "status")
        #expect(await scene.list("state=dead") == [failed])
        #expect(await scene.list("state=dead,pending") == scene.ids)
        #expect(await scene.list("state=succeeded").isEmpty)
        for good in ["tenant=one", "instance=mine", "dialect=front", "endpoint=" + scene.endpoint] {
            #expect(await scene.list(good) == scene.ids, "\(good)")
        }
        for other in ["endpoint=whk_none", "dialect=none", "instance=nobody", "event=none"] {
            #expect(await scene.list(other).isEmpty, "\(other)")
        }
        #expect(await scene.list("to=2020-01-01T00:00:00Z").isEmpty)
        #expect(await scene.list("from=2020-01-01T00:00:00Z") == scene.ids)
        for wrong in ["state=lost", "from=yesterday", "limit=0", "limit=1001"] {
            let answer = await scene.stage.control(.get, "/deliveries?" + wrong)
            #expect(answer.status == 400, "\(wrong)")
        }
    }

    @Test("one delivery shows its body as it was sent")
    func shown() async throws {
        let scene = try await Scene()
        let id = try #require(scene.ids.first)
        try await scene.end(id, .succeeded)
        let shown = await scene.stage.control(.get, "/deliveries/" + id)
        #expect(shown.json["state"]?.string == "succeeded")
        #expect(shown.json["last_status"]?.int == 200)
        #expect(shown.json["body"]?.string == #"{"a":"b"}"#)
        let gone = await scene.stage.control(.get, "/deliveries/dlv_none")
        #expect(gone.status == 404)
        #expect(gone.json["error"]?["code"]?.string == "delivery.not_found")
    }

    @Test("one delivery is replayed, and no other")
    func replayOne() async throws {
        let scene = try await Scene()
        for id in scene.ids { try await scene.end(id, .dead, "status") }
        let id = try #require(scene.ids.last)
        let replayed = await scene.stage.control(.post, "/deliveries/\(id)/replay", [:])
        #expect(replayed.status == 202)
        let again = await scene.stage.control(.post, "/deliveries/\(id)/replay", [:])
        #expect(again.status == 202)
        #expect(await scene.list("state=pending") == [id])
        #expect(await scene.list("state=dead") == scene.ids.dropLast())
        let none = await scene.stage.control(.post, "/deliveries/dlv_none/replay", [:])
        #expect(none.status == 404)
    }

    @Test("what was told of an event that is not kept any more cannot be replayed")
    func replayOfNothing() async throws {
        let scene = try await Scene()
        let id = try #require(scene.ids.first)
        try await scene.end(id, .succeeded)
        let never = Timestamp(milliseconds: 0)
        let retention = Retention(
            eventsBefore: Timestamp(milliseconds: .max),
            succeededBodiesBefore: never,
            otherBodiesBefore: never,
            deliveriesBefore: never
        )
        try await scene.stage.engine.keep(retention).get()
        let answer = await scene.stage.control(.post, "/deliveries/\(id)/replay", [:])
        #expect(answer.status == 404)
        #expect(answer.json["error"]?["code"]?.string == "delivery.not_found")
        #expect(await scene.list("state=succeeded") == [id])
    }

    @Test("what was sent to an endpoint that was removed cannot be replayed")
    func replayToNobody() async throws {
        let scene = try await Scene()
        _ = await scene.stage.control(.delete, "/endpoints/" + scene.endpoint)
        let id = try #require(scene.ids.first)
        let answer = await scene.stage.control(.post, "/deliveries/\(id)/replay", [:])
        #expect(answer.status == 404)
        #expect(answer.json["error"]?["code"]?.string == "webhook.not_found")
    }

    @Test("many are replayed, those that were given up unless states are named")
    func replayMany() async throws {
        let scene = try await Scene()
        let (first, last) = (try #require(scene.ids.first), try #require(scene.ids.last))
        try await scene.end(first, .succeeded)
        try await scene.end(last, .dead, "status")
        let path = "/deliveries/replay"
        let answer = await scene.stage.control(.post, path, ["endpoint": .string(scene.endpoint)])
        #expect(answer.status == 202)
        #expect(answer.json["replayed"]?.int == 1 && answer.json["more"]?.bool == false)
        #expect(await scene.list("state=succeeded") == [first])
        #expect(await scene.list("state=dead").isEmpty)
        let again = await scene.stage.control(.post, path, ["all": true, "state": "succeeded"])
        #expect(again.json["replayed"]?.int == 1)
        #expect(await scene.list("state=pending") == scene.ids)
    }

    @Test("somebody who names nothing has to say that all are meant", arguments: [true, false])
    func scope(_ namesState: Bool) async throws {
        let stage = try await FrontStage()
        let body: JSONValue = namesState ? ["state": "dead"] : [:]
        let answer = await stage.control(.post, "/deliveries/replay", body)
        #expect(answer.status == 400)
        #expect(answer.json["error"]?["field"]?.string == "all")
    }

    @Test("the metrics tell of deliveries and streams")
    func metrics() async throws {
        let scene = try await Scene()
        try await scene.end(try #require(scene.ids.first), .dead, "status")
        let stream = try scene.stage.open("/front/stream")
        let page = await scene.stage.control(.get, "/metrics")
        let text = String(decoding: page.body, as: UTF8.self)
        for line in [
            "sotaque_deliveries_open \(scene.ids.count - 1)", "sotaque_deliveries_dead 1",
            "sotaque_delivery_attempts_total 0", "sotaque_streams 1",
        ] {
            #expect(text.contains(line + "\n"), "\(line)")
        }
        withExtendedLifetime(stream) {}
    }
}
