import Canonical
import Engine
import Testing

@Suite("A fail-over sends only what was certainly not sent")
struct RemoteFailoverTests {
    private let failover: @Sendable (inout InstanceRoute) -> Void = { route in
        route.failover = .init(upstream: RemoteStage.nearID, hookKey: "")
    }

    @Test("what never reached the primary way goes by the other, and the journal says which")
    func neverReached() async throws {
        let stage = try await RemoteStage()
        try await stage.route(failover)
        stage.far.script(.ends(.neverReached(CommandFailure(.unavailable))))
        let message = try await stage.perform(try Stage.text("a")).message
        #expect(stage.far.sends.map(\.upstream) == [RemoteStage.farID, RemoteStage.nearID])
        #expect(Set(stage.far.sends.map(\.reference)).count == 1)
        let row = try #require(stage.store.journal.last)
        #expect(row.upstream == RemoteStage.nearID && row.outcome == .succeeded)
        let names = try await stage.store.upstreamMessages(message.id, of: stage.instance)
        #expect(names.map(\.upstream) == [RemoteStage.nearID])
    }

    @Test(
        "what may have been sent, or was refused, goes nowhere else",
        arguments: [true, false]
    )
    func notCertain(isUnknown: Bool) async throws {
        let stage = try await RemoteStage()
        try await stage.route(failover)
        let failure = CommandFailure(.upstreamRejected)
        stage.far.script(.ends(isUnknown ? .unknown(failure) : .refused(failure)))
        let expected: FailureCode = isUnknown ? .sendOutcomeUnknown : .upstreamRejected
        #expect(await stage.failure(of: try Stage.text("a")) == expected)
        #expect(stage.far.sends.count == 1)
    }

    @Test("without a fail-over it fails with its code")
    func withoutOne() async throws {
        let stage = try await RemoteStage()
        stage.far.script(.ends(.neverReached(CommandFailure(.unavailable))))
        #expect(await stage.failure(of: try Stage.text("a")) == .unavailable)
        #expect(stage.store.journal.last?.outcome == .failed(.unavailable))
    }
}
