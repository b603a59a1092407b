import DialectKit
import Testing

@testable import Engine

@Suite("Endpoints in the control API")
struct ControlEndpointTests {
    private static let url = "https://hooks.example.com/in?token=hush"

    @Test("a tenant's endpoint is made, listed, shown, changed and removed")
    func life() async throws {
        let stage = try await FrontStage()
        let made = await stage.control(
            .post,
            "/endpoints",
            [
                "tenant": "one", "dialect": "front", "url": .string(Self.url), "slot": "account",
                "events": ["a", "b"], "options": ["k": "v"],
            ]
        )
        #expect(made.status == 201)
        let id = try #require(made.json["id"]?.string)
        #expect(made.json["url"]?.string == "https://hooks.example.com/in?***")
        #expect(made.json["tenant"]?.string == stage.tenant.text)
        #expect(made.json["instance"] == .null)
        #expect(made.json["slot"]?.string == "account")
        #expect(made.json["enabled"]?.bool == true)
        #expect(made.json["options"]?["k"]?.string == "v")
        #expect(made.json["has_secret"]?.bool == false)
        #expect(made.json["base_url"]?.string == "http://front.test")
        let list = await stage.control(.get, "/endpoints?tenant=one&dialect=front")
        #expect(list.json["data"]?.array?.compactMap { $0["id"]?.string } == [id])
        let off = await stage.control(.patch, "/endpoints/\(id)", ["enabled": false])
        #expect(off.status == 200 && off.json["enabled"]?.bool == false)
        #expect(off.json["events"]?.array?.count == 2)
        let shown = await stage.control(.get, "/endpoints/\(id)")
        #expect(shown.json == off.json)
        #expect(stage.engine.endpoint(id)?.url == Self.url)
        #expect(await stage.control(.delete, "/endpoints/\(id)").status == 204)
        for method in [HTTPMethod.get, .patch, .delete] {
            let gone = await stage.control(method, "/endpoints/\(id)", [:])
            #expect(gone.status == 404)
            #expect(gone.json["error"]?["code"]?.string == "webhook.not_found")
        }
    }

    @Test("an instance's endpoint belongs to its tenant, and is found by its instance")
    func ofInstance() async throws {
        let stage = try await FrontStage()
        let mine = try await stage.instance("mine")
        _ = try await stage.instance("other")
        let made = await stage.control(
            .post,
            "/endpoints",
            ["instance": "mine", "dialect": "front", "url": .string(Self.url)]
        )
        #expect(made.json["instance"]?.string == mine.text)
        #expect(made.json["tenant"]?.string == stage.tenant.text)
        for (query, count) in [("mine", 1), ("other", 0)] {
            let list = await stage.control(.get, "/endpoints?instance=\(query)")
            #expect(list.json["data"]?.array?.count == count)
        }
    }

    @Test("a secret is shown in the answer that made it, and never again")
    func secrets() async throws {
        let stage = try await FrontStage()
        let made = await stage.control(
            .post,
            "/endpoints",
            [
                "tenant": "one", "dialect": "front", "url": .string(Self.url),
                "generate_secret": true, "standard_secret": "generate",
            ]
        )
        let id = try #require(made.json["id"]?.string)
        let endpoint = try #require(stage.engine.endpoint(id))
        #expect(made.json["secret"]?.string == endpoint.secret)
        let first = try #require(endpoint.standardSecrets.first)
        #expect(made.json["standard_secret"]?.string == first)
        #expect(first.hasPrefix("whsec_"))
        let shown = await stage.control(.get, "/endpoints/\(id)")
        #expect(shown.json["secret"] == nil && shown.json["standard_secret"] == nil)
        #expect(shown.json["has_secret"]?.bool == true)
        #expect(shown.json["standard_secrets"]?.int == 1)
        let given = await stage.control(.patch, "/endpoints/\(id)", ["secret": "of my own"])
        #expect(given.json["secret"] == nil)
        #expect(stage.engine.endpoint(id)?.secret == "of my own")
        _ = await stage.control(.patch, "/endpoints/\(id)", ["secret": .null])
        #expect(stage.engine.endpoint(id)?.secret == nil)
    }

    @Test("standard secrets rotate: two sign at the same time, and the older one is retired")
    func rotation() async throws {
        let stage = try await FrontStage()
        let secret = "whsec_" + Base64.encode([UInt8](repeating: 7, count: 24))
        let made = await stage.control(
            .post,
            "/endpoints",
            [
                "tenant": "one", "dialect": "front", "url": .string(Self.url),
                "standard_secret": .string(secret),
            ]
        )
        let id = try #require(made.json["id"]?.string)
        for count in [2, 2] {
            let changed = await stage.control(
                .patch,
                "/endpoints/\(id)",
                ["standard_secret": "generate"]
            )
            #expect(changed.json["standard_secrets"]?.int == count)
            let newest = stage.engine.endpoint(id)?.standardSecrets.first
            #expect(changed.json["standard_secret"]?.string == newest)
        }
        #expect(stage.engine.endpoint(id)?.standardSecrets.contains(secret) == false)
        for (change, count) in [("newest-only", 1), (nil, 0)] as [(String?, Int)] {
            let body: JSONValue = ["standard_secret": change.map(JSONValue.string) ?? .null]
            let changed = await stage.control(.patch, "/endpoints/\(id)", body)
            #expect(changed.json["standard_secrets"]?.int == count)
        }
    }

    @Test(
        "what cannot be is refused and names its member",
        arguments: [
            (#"{"dialect":"front","url":"https://a.example"}"#, 400, "tenant"),
            (#"{"tenant":"one","instance":"mine","dialect":"front","url":"h"}"#, 400, "tenant"),
            (#"{"tenant":"two","dialect":"front","url":"https://a.example"}"#, 400, "tenant"),
            (#"{"instance":"no","dialect":"front","url":"https://a.example"}"#, 400, "instance"),
            (#"{"tenant":"one","dialect":"none","url":"https://a.example"}"#, 400, "dialect"),
            (#"{"tenant":"one","dialect":"front"}"#, 400, "url"),
            (#"{"tenant":"one","dialect":"front","url":"h","slot":"mine"}"#, 400, "slot"),
            (#"{"tenant":"one","dialect":"front","url":"h","secret":""}"#, 400, "secret"),
            (
                #"{"tenant":"one","dialect":"front","url":"h","standard_secret":"whsec_AAAA"}"#,
                400, "standard_secret"
            ),
            (#"{"tenant":"one","dialect":"front","url":"h","slot":"account"}"#, 409, "slot"),
        ]
    )
    func refusals(_ body: String, _ status: Int, _ field: String) async throws {
        let stage = try await FrontStage()
        _ = try await stage.instance("mine")
        let first: JSONValue = [
            "tenant": "one", "dialect": "front", "url": "https://a.example", "slot": "account",
        ]
        #expect(await stage.control(.post, "/endpoints", first).status == 201)
        let answer = await stage.control(
            .post,
            "/endpoints",
            try JSONReader.read(Array(body.utf8))
        )
        #expect(answer.status == status)
        #expect(answer.json["error"]?["field"]?.string == field)
    }

    @Test(
        "a receiver that is to be asked first has to give the challenge back",
        arguments: [
            ("/echo", 201), ("/echo?token=hush", 201), ("/other", 400), ("/error", 400),
            ("/longer", 400),
        ]
    )
    func challenge(_ path: String, _ status: Int) async throws {
        let stage = try await FrontStage()
        let receiver = try ChallengedReceiver()
        let answer = await stage.control(
            .post,
            "/endpoints",
            [
                "tenant": "one", "dialect": "front", "challenge": true,
                "url": .string("http://\(receiver.address)\(path)"),
            ]
        )
        #expect(answer.status == status)
        #expect(receiver.queries.first?.contains("hub.mode=subscribe&hub.verify_token=") == true)
        #expect(stage.engine.endpoints().count == (status == 201 ? 1 : 0))
    }

    /// An endpoint, and what a change of it says whose receiver does that before it answers.
    private func change(
        _ stage: FrontStage,
        meanwhile: @escaping @Sendable (_ path: String) async -> Void
    ) async throws -> (id: String, answer: HTTPResponse) {
        let body: JSONValue = ["tenant": "one", "dialect": "front", "url": .string(Self.url)]
        let made = await stage.control(.post, "/endpoints", body)
        let id = try #require(made.json["id"]?.string)
        let receiver = try ChallengedReceiver { await meanwhile("/endpoints/" + id) }
        let url = "http://\(receiver.address)/echo"
        let change: JSONValue = ["challenge": true, "url": .string(url), "events": ["a"]]
        return (id, await stage.control(.patch, "/endpoints/" + id, change))
    }

    @Test("an endpoint that is removed while its receiver is asked stays removed")
    func removedMeanwhile() async throws {
        let stage = try await FrontStage()
        let (id, answer) = try await change(stage) { path in
            _ = await stage.control(.delete, path)
        }
        #expect(answer.status == 404)
        #expect(answer.json["error"]?["code"]?.string == "webhook.not_found")
        for _ in 0..<2 {
            #expect(stage.engine.endpoint(id) == nil)
            try stage.engine.reload()
        }
    }

    @Test("what others change while a receiver is asked is kept")
    func changedMeanwhile() async throws {
        let stage = try await FrontStage()
        let (id, answer) = try await change(stage) { path in
            _ = await stage.control(.patch, path, ["options": ["k": "v"], "events": ["b"]])
        }
        #expect(answer.status == 200)
        #expect(answer.json["events"]?.array?.compactMap(\.string) == ["a"])
        #expect(stage.engine.endpoint(id)?.options == ["k": "v"])
        #expect(stage.engine.endpoint(id)?.url.hasSuffix("/echo") == true)
    }

    @Test("nobody is asked for an endpoint that could not be kept")
    func takenSlot() async throws {
        let stage = try await FrontStage()
        let receiver = try ChallengedReceiver()
        let body: JSONValue = [
            "tenant": "one", "dialect": "front", "slot": "account", "challenge": true,
            "url": .string("http://\(receiver.address)/echo"),
        ]
        #expect(await stage.control(.post, "/endpoints", body).status == 201)
        #expect(await stage.control(.post, "/endpoints", body).status == 409)
        #expect(receiver.queries.count == 1)
    }

    @Test("nobody is asked who need not be")
    func unasked() async throws {
        let stage = try await FrontStage()
        let receiver = try ChallengedReceiver()
        let body: JSONValue = [
            "tenant": "one", "dialect": "front",
            "url": .string("http://\(receiver.address)/error"),
        ]
        #expect(await stage.control(.post, "/endpoints", body).status == 201)
        #expect(receiver.queries.isEmpty)
    }
}
