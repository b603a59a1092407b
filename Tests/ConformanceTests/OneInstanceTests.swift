import ConformanceKit
import Testing
import Wire

@testable import sotaque

@Suite("One instance, four dialects")
struct OneInstanceTests {
    @Test(
        "made through WhatIsUp, paired through uazapi, written from through ZapyAPI, grouped through mega-API"
    )
    func walk() async throws {
        let target = try await TemporaryGateway.open()
        let world = World(target)
        let (tenant, keys) = try await world.tenant()

        let made = try await world.call(
            .post,
            "/v1/instances",
            ["Authorization": "Bearer \(keys.bearer)"],
            ["name": "walk"],
            201
        )
        #expect(made["status"] == "pending")
        let names = try await world.names(of: tenant)

        let connecting = try await world.call(
            .post,
            "/instance/connect",
            ["token": names.uazapiToken],
            [:],
            200
        )
        #expect(connecting["instance"]?["qrcode"]?.string?.hasPrefix("data:image/png") == true)
        try await world.scan(names.id, phone: "5511977776666")
        let status = try await world.call(
            .get,
            "/instance/status",
            ["token": names.uazapiToken],
            nil,
            200
        )
        #expect(status["status"]?["loggedIn"] == true)

        let sent = try await world.call(
            .post,
            "/api/message/\(names.zapyapi)/text",
            ["x-api-key": keys.api],
            ["to": "5511988888888", "message": "Olá"],
            200
        )
        #expect(sent["messageId"]?.string?.hasPrefix("3EB0") == true)

        let grouped = try await world.call(
            .post,
            "/rest/group/\(names.megaKey)/create",
            ["Authorization": "Bearer \(names.megaToken)"],
            ["group_data": ["group_name": "Equipe", "participants": ["5511988888888"]]],
            200
        )
        #expect(grouped["group"]?["owner"] == "5511977776666@s.whatsapp.net")

        let shown = try await world.call(
            .get,
            "/v1/instances/\(names.whatisup)",
            ["Authorization": "Bearer \(keys.bearer)"],
            nil,
            200
        )
        #expect(shown["status"] == "connected")
        #expect(shown["phone_number"] == "5511977776666")
        await target.close()
    }
}

/// Calls of a walk, each with the status it must have.
private struct World {
    struct Keys {
        let bearer: String
        let api: String
    }

    struct Names {
        let id: String
        let uazapiToken: String
        let megaKey: String
        let megaToken: String
        let zapyapi: String
        let whatisup: String
    }

    private let target: Target

    init(_ target: Target) { self.target = target }

    private var control: [String: String] { ["Authorization": "Bearer \(target.controlToken)"] }

    func call(
        _ method: HTTPMethod,
        _ path: String,
        _ headers: [String: String],
        _ body: JSONValue?,
        _ status: Int
    ) async throws -> JSONValue {
        var sent = headers.map { (name: $0.key, value: $0.value) }
        if body != nil { sent.append((name: "Content-Type", value: "application/json")) }
        let request = SentRequest(method, path, headers: sent, body: body?.serialized() ?? [])
        let answer = try await target.transport.send(request)
        #expect(answer.status == status, "\(path): \(answer.text)")
        return answer.body.isEmpty ? .null : try JSONReader.read(answer.body)
    }

    func tenant() async throws -> (id: String, keys: Keys) {
        let made = try await call(.post, "/_sotaque/tenants", control, ["name": "walk"], 201)
        let credentials = try #require(made["credentials"])
        let keys = Keys(
            bearer: try #require(credentials["bearer_key"]?.string),
            api: try #require(credentials["api_key"]?.string)
        )
        return (try #require(made["id"]?.string), keys)
    }

    func names(of tenant: String) async throws -> Names {
        let list = try await call(
            .get,
            "/_sotaque/instances?tenant=\(tenant)",
            control,
            nil,
            200
        )
        let id = try #require(list["data"]?[0]?["id"]?.string)
        let shown = try await call(
            .get,
            "/_sotaque/instances/\(id)?reveal=tokens",
            control,
            nil,
            200
        )
        return Names(
            id: id,
            uazapiToken: try #require(shown["tokens"]?["uazapi"]?.string),
            megaKey: try #require(shown["names"]?["megaapi"]?.string),
            megaToken: try #require(shown["tokens"]?["megaapi"]?.string),
            zapyapi: try #require(shown["names"]?["zapyapi"]?.string),
            whatisup: try #require(shown["names"]?["whatisup"]?.string)
        )
    }

    func scan(_ id: String, phone: String) async throws {
        _ = try await call(
            .post,
            "/_sotaque/sandbox/instances/\(id)/scan",
            control,
            ["phone": .string(phone)],
            200
        )
    }
}
