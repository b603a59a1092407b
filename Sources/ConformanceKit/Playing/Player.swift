import Wire

/// Plays fixtures one after the other: sets up, sends, compares, takes down.
public struct Player: Sendable {
    private let stage: any Stage

    /// Plays on that stage.
    public init(stage: any Stage) { self.stage = stage }

    /// Plays every fixture on a gateway of its own that the closure opens.
    public static func playAll(
        _ fixtures: [Fixture],
        opening open: @escaping @Sendable () async throws -> Target
    ) async -> [PlayedFixture] {
        await Player(stage: ControlStage(opening: open)).play(fixtures)
    }

    /// Plays the fixtures in order.
    public func play(_ fixtures: [Fixture]) async -> [PlayedFixture] {
        var played: [PlayedFixture] = []
        for fixture in fixtures { played.append(await play(fixture)) }
        return played
    }

    /// Plays one fixture; whatever goes wrong is a failure of the fixture and never an error.
    public func play(_ fixture: Fixture) async -> PlayedFixture {
        if let reason = fixture.unreachable { return PlayedFixture(fixture, .skipped(reason)) }
        var outcome = Outcome.passed
        let duration = await ContinuousClock().measure {
            outcome = await self.outcome(fixture)
        }
        return PlayedFixture(fixture, outcome, duration: duration)
    }

    private static func outcome(_ fixture: Fixture, _ differences: [Difference]) -> Outcome {
        switch (fixture.expectFailure, differences.isEmpty) {
        case (nil, true): .passed
        case (nil, false): .failed(differences)
        case (let reason?, false): .expectedFailure(reason, differences)
        case (let reason?, true): .unexpectedPass(reason)
        }
    }

    private func outcome(_ fixture: Fixture) async -> Outcome {
        do {
            let scene = try await stage.prepare(fixture)
            let found = await Self.perform(fixture, on: scene)
            await scene.strike()
            return Self.outcome(fixture, found)
        } catch let skip as Skip {
            return .skipped(skip.reason)
        } catch {
            // A state that cannot be had is never the gap that is known.
            return .failed([Difference("given", "\(error)")])
        }
    }

    private static func perform(_ fixture: Fixture, on scene: Scene) async -> [Difference] {
        var rehearsal = Rehearsal(scene)
        do {
            for (index, step) in fixture.given.steps.enumerated() {
                let found = try await rehearsal.perform(step, at: "given.before[\(index)]")
                guard found.isEmpty else { return found.map(rehearsal.masked) }
            }
            let answer = try await rehearsal.send(fixture.request)
            let loosened = fixture.expectation.adapted(toStagedWorld: scene.isStaged)
            let expectation = try rehearsal.script.fill(loosened)
            let found = Matcher.differences(expectation, answer)
            return found.map(rehearsal.masked)
        } catch {
            return [rehearsal.masked(Difference("request", "\(error)"))]
        }
    }
}
