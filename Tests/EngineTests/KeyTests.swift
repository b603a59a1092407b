import Canonical
import Engine
import Testing

@Suite("Keys that a tenant issues for itself")
struct KeyTests {
    private func principals(_ stage: Stage, _ secret: String) -> [Principal] {
        stage.engine.principals(CredentialRealm("toy.key"), CountingMint().digest(secret))
    }

    @Test("a key opens what it was issued for, until it is taken back")
    func lifecycle() async throws {
        let stage = try await Stage()
        let expiry = stage.clock.now.advanced(byMilliseconds: 1000)
        let issued = try await stage.performForTenant(
            IssueKey(name: "n", instance: stage.instance, scopes: ["a"], expiresAt: expiry)
        )
        #expect(issued.secret.hasPrefix(issued.key.prefix))
        let principal = try #require(principals(stage, issued.secret).first)
        #expect(principal.instance == stage.instance && principal.key == issued.key.id)
        #expect(principal.expiresAt == expiry)
        #expect(try await stage.performForTenant(ListKeys()) == [issued.key])
        let revoked = try await stage.performForTenant(RevokeKey(id: issued.key.id))
        #expect(revoked.revokedAt == stage.clock.now)
        #expect(try await stage.performForTenant(ListKeys()).isEmpty)
        for _ in 0..<2 {
            let principal = try #require(principals(stage, issued.secret).first)
            #expect(principal.key == issued.key.id)
            #expect(try #require(principal.expiresAt) <= Timestamp(milliseconds: 0))
            try stage.engine.reload()
        }
        await #expect(throws: CommandFailure.self) {
            try await stage.performForTenant(RevokeKey(id: issued.key.id))
        }
    }

    @Test("a key survives a change of its instance's tokens")
    func tokens() async throws {
        let stage = try await Stage()
        let issued = try await stage.performForTenant(IssueKey(name: "n", instance: stage.instance))
        _ = try await stage.engine.reconfigure(
            stage.instance,
            name: nil,
            names: [:],
            tokens: [CredentialRealm("toy.token"): "fresh"]
        ).get()
        #expect(principals(stage, issued.secret).map(\.key) == [issued.key.id])
    }

    @Test("a key that was taken back long ago is forgotten, and nobody else's is")
    func forgotten() async throws {
        let stage = try await Stage()
        var secrets: [String] = []
        for name in ["a", "b", "c"] {
            stage.clock.advance(byMilliseconds: 1000)
            let issued = try await stage.performForTenant(IssueKey(name: name))
            secrets.append(issued.secret)
            if name != "c" { _ = try await stage.performForTenant(RevokeKey(id: issued.key.id)) }
        }
        let never = Timestamp(milliseconds: 0)
        for (moment, known) in [
            (never, [true, true, true]),
            (stage.clock.now.advanced(byMilliseconds: -1000), [false, true, true]),
            (stage.clock.now.advanced(byMilliseconds: 9000), [false, false, true]),
        ] {
            let retention = Retention(
                eventsBefore: never,
                succeededBodiesBefore: never,
                otherBodiesBefore: never,
                deliveriesBefore: moment
            )
            try await stage.engine.keep(retention).get()
            #expect(secrets.map { !principals(stage, $0).isEmpty } == known)
        }
    }

    @Test("a key that was taken back goes with its instance, as if it had never been")
    func withInstance() async throws {
        let stage = try await Stage()
        let issued = try await stage.performForTenant(IssueKey(name: "n", instance: stage.instance))
        _ = try await stage.performForTenant(RevokeKey(id: issued.key.id))
        _ = try await stage.perform(DeleteInstance())
        for _ in 0..<2 {
            #expect(principals(stage, issued.secret).isEmpty)
            try stage.engine.reload()
        }
    }

    @Test("a key for another tenant's instance is refused")
    func isolation() async throws {
        let stage = try await Stage()
        let other = try await stage.engine.createTenant(name: "two").get().tenant.id
        let caller = Caller(
            tenant: other,
            instance: nil,
            dialect: DialectID("toy"),
            requestID: "r"
        )
        let command = IssueKey(name: "n", instance: stage.instance)
        let result = await stage.engine.perform(command, for: caller).value()
        #expect(throws: CommandFailure.self) { try result.get() }
    }
}
