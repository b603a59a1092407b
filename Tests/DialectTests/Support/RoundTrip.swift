import DialectKit
import Testing

/// A command that a dialect's spoken half says to its served half: what came over, and what came
/// back.
///
/// The engine's place is taken by outcomes that are known beforehand, so that both directions show:
/// ``commands`` is what the served half understood, ``end`` what the spoken half made of its answer.
struct RoundTrip<C: Command> {
    /// The command that was said.
    let command: C
    /// What its translation cannot carry.
    let losses: [Loss]
    /// What was asked, in order.
    private(set) var requests: [UpstreamRequest] = []
    /// The commands that the served half made of it, in order.
    private(set) var commands: [any Command] = []
    /// How the conversation ended, nil when it never did.
    private(set) var end: Result<Told<C.Outcome>, CommandFailure>?

    /// Says a command; each request is answered with the outcome in its place, the last one again
    /// and again.
    init(
        _ command: C,
        in speech: UpstreamSpeech,
        to dialect: any Dialect,
        _ context: SpokenContext,
        outcomes: [any Sendable]
    ) async throws {
        self.command = command
        let said = try #require(try speech.commands.translate(command, context))
        losses = said.losses
        await talk(said.conversation, Playback(dialect: dialect, now: context.now), outcomes[...])
    }

    /// What the told outcome is; a failure fails the test.
    var outcome: C.Outcome {
        get throws { try #require(end).get().outcome }
    }

    /// Whether the served half understood this one command, and nothing else.
    func expectSame(_ location: SourceLocation = #_sourceLocation) {
        #expect(commands.map { "\($0)" } == ["\(command)"], sourceLocation: location)
    }

    private mutating func talk(
        _ conversation: Conversation<C.Outcome>,
        _ playback: Playback,
        _ outcomes: ArraySlice<any Sendable>
    ) async {
        var step = conversation
        var outcomes = outcomes
        // Bounded, so that a conversation that never ends fails its test.
        for _ in 0..<64 where end == nil {
            do throws(CommandFailure) {
                switch step {
                case .done(let told): end = .success(told)
                case .pause(_, let then): step = try then()
                case .ask(let request, let then):
                    requests.append(request)
                    guard let outcome = outcomes.first else { return }
                    if outcomes.count > 1 { outcomes.removeFirst() }
                    step = try then(await answer(request, playback, outcome))
                }
            } catch {
                end = .failure(error)
            }
        }
    }

    private mutating func answer(
        _ request: UpstreamRequest,
        _ playback: Playback,
        _ outcome: any Sendable
    ) async -> UpstreamReply {
        var playback = playback
        playback.fields = request.fields.map { ($0.name, $0.value) }
        if let body = request.body { playback.fields.append(("Content-Type", body.mediaType)) }
        let (response, understood) = await playback.play(
            request.method,
            request.target,
            body: request.body?.bytes ?? [],
            .success(outcome)
        )
        commands += understood
        return UpstreamReply(
            status: response.status,
            fields: response.fields,
            body: response.body
        )
    }
}
