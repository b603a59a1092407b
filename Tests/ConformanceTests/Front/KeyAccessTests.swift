import DialectKit
import Testing

@testable import Engine

@Suite("Issued keys open the front")
struct KeyAccessTests {
    @Test(
        "a key bound to an instance opens that one and what keeps to it, and nothing else",
        arguments: [
            ("/front/things/mine", nil), ("/front/mine", nil),
            ("/front/things", "auth.scoped"), ("/front/things/other", "auth.forbidden"),
            ("/front/things/nobody", "instance.not_found"),
            ("/front/stream?thing=other", "auth.forbidden"),
        ] as [(String, String?)]
    )
    func bound(_ path: String, _ failure: String?) async throws {
        let stage = try await FrontStage()
        let mine = try await stage.instance("mine")
        _ = try await stage.instance("other")
        let key = try await stage.issue(IssueKey(name: "bound", instance: mine)).secret
        let answer = await stage.send(.get, path, key: key)
        #expect(answer.json["oops"]?.string == failure)
        #expect((answer.status == 200) == (failure == nil))
    }

    @Test("a tenant's issued key opens what the tenant's own does")
    func unbound() async throws {
        let stage = try await FrontStage()
        _ = try await stage.instance("mine")
        let key = try await stage.issue(IssueKey(name: "all")).secret
        for path in ["/front/things", "/front/mine", "/front/things/mine"] {
            #expect(await stage.send(.get, path, key: key).status == 200)
        }
    }

    @Test("a key opens nothing from the moment on at which it expires")
    func expiry() async throws {
        let stage = try await FrontStage()
        let end = stage.engine.clock.now.advanced(byMilliseconds: 1000)
        let key = try await stage.issue(IssueKey(name: "short", expiresAt: end)).secret
        stage.engine.clock.advance(byMilliseconds: 999)
        #expect(await stage.send(.get, "/front/things", key: key).status == 200)
        stage.engine.clock.advance(byMilliseconds: 1)
        let answer = await stage.send(.get, "/front/things", key: key)
        #expect(answer.json["oops"]?.string == "auth.expired")
    }

    @Test("a key that was used before opens nothing once it was taken back")
    func revocationAfterUse() async throws {
        let stage = try await FrontStage()
        let issued = try await stage.issue(IssueKey(name: "gone"))
        for _ in 0..<3 {
            #expect(await stage.send(.get, "/front/things", key: issued.secret).status == 200)
        }
        #expect(await stage.send(.delete, "/front/keys/\(issued.key.id)").status == 204)
        let answer = await stage.send(.get, "/front/things", key: issued.secret)
        #expect(answer.json["oops"]?.string == "auth.expired")
    }

    @Test("a path that names nothing yet leads to the instance once that is made")
    func laterInstance() async throws {
        let stage = try await FrontStage()
        for _ in 0..<2 {
            let answer = await stage.send(.get, "/front/things/late")
            #expect(answer.json["oops"]?.string == "instance.not_found")
        }
        _ = try await stage.instance("late")
        #expect(await stage.send(.get, "/front/things/late").status == 200)
    }

    @Test("a name that was used before is nobody's after a deletion, and then the next one's")
    func deletionAfterUse() async throws {
        let stage = try await FrontStage()
        let first = try await stage.instance("mine")
        for _ in 0..<3 { #expect(await stage.send(.get, "/front/things/mine").status == 200) }
        try await stage.delete(first)
        let answer = await stage.send(.get, "/front/things/mine")
        #expect(answer.json["oops"]?.string == "instance.not_found")
        _ = try await stage.instance("mine")
        #expect(await stage.send(.get, "/front/things/mine").status == 200)
    }

    @Test("what was found out about a credential is forgotten when memory is read anew")
    func reloadAfterUse() async throws {
        let stage = try await FrontStage()
        let version = stage.engine.accessVersion
        #expect(await stage.send(.get, "/front/things").status == 200)
        #expect(stage.engine.accessVersion == version)
        try stage.engine.reload()
        #expect(stage.engine.accessVersion != version)
        #expect(await stage.send(.get, "/front/things").status == 200)
    }

    @Test("a key that was taken back opens nothing, and says so, also after a start")
    func revocation() async throws {
        let stage = try await FrontStage()
        let issued = try await stage.issue(IssueKey(name: "gone"))
        let revoked = await stage.send(.delete, "/front/keys/\(issued.key.id)")
        #expect(revoked.status == 204)
        for _ in 0..<2 {
            let answer = await stage.send(.get, "/front/things", key: issued.secret)
            #expect(answer.json["oops"]?.string == "auth.expired")
            try stage.engine.reload()
        }
        #expect(await stage.send(.get, "/front/things").status == 200)
    }
}
