import Assessment
import DialectKit
import Testing

@testable import Engine
@testable import Gateway
@testable import sotaque

@Suite("Matrix, uses, assessments and differences in the control API")
struct AssessmentControlTests {
    /// A gateway whose instance has sent a text that marks its chat as read.
    private static func stage() async throws -> RoutedStage {
        let stage = try RoutedStage()
        _ = try await stage.tenant("acme")
        _ = try await stage.instance("sales", of: "acme")
        _ = await stage.control(.post, "/instances/sales/connect", [:])
        let scanned = await stage.control(
            .post,
            "/sandbox/instances/sales/scan",
            ["phone": "5511977776666"]
        )
        #expect(scanned.status == 200, "\(scanned.text)")
        _ = await stage.control(.post, "/sandbox/phones", ["number": "5511988888888"])
        let sent = await stage.send(
            .post,
            "/send/text",
            ("token", "token-sales"),
            ["number": "5511988888888", "text": "Secret words", "readchat": true]
        )
        #expect(sent.status == 200, "\(sent.text)")
        return stage
    }

    /// A path, its media type, and how its body begins.
    static let formats: [(path: String, type: String, begins: String)] = [
        ("/matrix", "application/json", "{"), ("/matrix?format=json", "application/json", "{"),
        ("/matrix?format=text", "text/plain", "=  carried exactly"),
        ("/matrix?format=markdown", "text/markdown", "# "),
        ("/instances/sales/uses", "application/jsonl", "{"),
        ("/instances/sales/assessment?to=zapyapi", "application/json", "{"),
        ("/instances/sales/assessment?to=zapyapi&format=text", "text/plain", ""),
        (
            "/instances/sales/assessment?to=zapyapi&format=html&days=7", "text/html",
            "<!DOCTYPE html>"
        ),
        ("/instances/sales/differences", "application/json", "{"),
    ]

    @Test("each form has its media type, and nobody guesses another", arguments: formats)
    func forms(path: String, type: String, begins: String) async throws {
        let stage = try await Self.stage()
        let answer = await stage.control(.get, path)
        #expect(answer.status == 200, "\(answer.text)")
        #expect(answer.field("Content-Type")?.hasPrefix(type) == true)
        if type != "application/json" {
            #expect(answer.field("X-Content-Type-Options") == "nosniff")
        }
        #expect(answer.text.hasPrefix(begins), "\(answer.text.prefix(80))")
        #expect(!answer.text.contains("Secret words"))
    }

    @Test("what the client used is counted at once, and can be read again")
    func uses() async throws {
        let stage = try await Self.stage()
        let text = await stage.control(.get, "/instances/sales/uses").text
        let uses = try UseLog.read(Array(text.utf8))
        let send = try #require(uses.first { $0.shape.command == "message.send" })
        #expect(send.shape.dialect.text == "uazapi" && send.shape.variant == "text")
        #expect(send.shape.fields.contains("marks_read") && send.count == 1)
    }

    @Test("an assessment goes to an upstream by its name, or to a dialect")
    func targets() async throws {
        let stage = try await Self.stage()
        let upstream: JSONValue = ["dialect": "zapyapi", "base_url": "https://zapy.example.com"]
        _ = await stage.control(.put, "/upstreams/other", upstream)
        let named = await stage.control(.get, "/instances/sales/assessment?to=other")
        let spoken = await stage.control(.get, "/instances/sales/assessment?to=zapyapi")
        #expect(named.status == 200 && named.json == spoken.json)
        #expect(named.text.contains("marks_read"))
    }

    /// A path that is wrong, its status, and the member that is named.
    static let wrong: [(path: String, status: Int, member: String?)] = [
        ("/matrix?format=pdf", 400, "format"),
        ("/instances/none/uses", 404, nil), ("/instances/sales/uses?days=0", 400, "days"),
        ("/instances/sales/uses?days=x", 400, "days"),
        ("/instances/sales/assessment", 400, "to"),
        ("/instances/sales/assessment?to=none", 404, "to"),
        ("/instances/sales/assessment?to=zapyapi&format=pdf", 400, "format"),
        ("/instances/sales/assessment?to=zapyapi&days=401", 400, "days"),
        ("/instances/none/assessment?to=zapyapi", 404, nil),
        ("/instances/sales/differences?limit=0", 400, "limit"),
        ("/instances/sales/differences?limit=1001", 400, "limit"),
        ("/instances/none/differences", 404, nil),
    ]

    @Test("what is wrong names the member", arguments: wrong)
    func refusals(path: String, status: Int, member: String?) async throws {
        let stage = try await Self.stage()
        let answer = await stage.control(.get, path)
        #expect(answer.status == status, "\(answer.text)")
        #expect(answer.faultyMember == member)
    }

    @Test("what a shadow did in another way is listed by kind, and forgotten when asked")
    func differences() async throws {
        let scene = try await VendorScene.start()
        try await scene.route(through: "zapyapi")
        let candidate: JSONValue = [
            "dialect": "megaapi", "base_url": .string(scene.vendor.baseURL),
        ]
        _ = await scene.stage.control(.put, "/upstreams/mega", candidate)
        var body: JSONObject = ["upstream": "mega", "mode": "shadow"]
        // The other instance of the vendor: it is not linked.
        body["settings"] = ["instance_key": "megastart-fresh", "token": "fresh"]
        let put = await scene.stage.control(
            .put,
            "/instances/sales/route/candidate",
            .object(body)
        )
        #expect(put.status == 200, "\(put.text)")
        let read = await scene.stage.send(
            .post,
            "/api/instances/sales/check-numbers",
            scene.credential(in: "zapyapi"),
            ["numbers": ["5511988888888"]]
        )
        #expect(read.status == 200, "\(read.text)")
        var found: JSONValue = .null
        for _ in 0..<500 {
            let answer = await scene.stage.control(.get, "/instances/sales/differences")
            found = answer.json
            if found["data"]?.array?.isEmpty == false { break }
            try await Task.sleep(for: .milliseconds(10))
        }
        let row = try #require(found["data"]?.array?.first)
        #expect(row["command"] == "contact.check" && row["candidate"] == "mega")
        #expect(found["kinds"]?.object?.members.first?.value.int ?? 0 >= 1)
        let one = await scene.stage.control(.get, "/instances/sales/differences?limit=1")
        #expect(one.json["data"]?.array?.count == 1)
        #expect(await scene.stage.control(.delete, "/instances/sales/differences").status == 204)
        let none = await scene.stage.control(.get, "/instances/sales/differences")
        #expect(none.json["data"]?.array == [])
        await scene.stop()
    }
}
