import Wire

/// Sets fixtures up through the control API of a gateway of ours.
public struct ControlStage: Stage {
    private let open: @Sendable () async throws -> Target

    /// Stages each fixture on the gateway that the closure gives: a fresh one, or a shared one.
    public init(opening open: @escaping @Sendable () async throws -> Target) {
        self.open = open
    }

    /// See ``Stage/prepare(_:)``.
    public func prepare(_ fixture: Fixture) async throws -> Scene {
        let target = try await open()
        var setup = ControlSetup(target)
        do {
            try await setup.run(fixture)
            let urls = try await target.media.publish(fixture.given.media)
            let script = Script(
                bindings: setup.bindings,
                replacements: urls.map { ($0.key, $0.value) }
                    // The longest first: one URL may begin another.
                    .sorted { $0.0.utf8.count > $1.0.utf8.count }
            )
            let made = setup
            return Scene(transport: target.transport, script: script) { await made.strike() }
        } catch {
            await setup.strike()
            throw error
        }
    }
}
