public import Canonical
internal import DialectKit
public import Engine
public import HTTP
public import Observability

/// Carries commands out at upstreams that are spoken to over HTTP.
///
/// What was not answered ends as it is known: never reached, or unknown. Nothing that is done once is
/// sent twice, but under a reference by which the upstream knows it again.
public final class HTTPUpstreams: RemoteUpstreams {
    let speeches: Speeches
    let options: UpstreamOptions
    let clock: UpstreamClock
    private let client: HTTPClient
    private let shelf: ShareShelf
    private let log: Log
    private let lines = Lock<[UpstreamID: Line]>([:])

    /// Prepares calls; the client is for upstreams alone, so that nobody else's requests share its
    /// connections.
    public init(
        _ speeches: Speeches,
        client: HTTPClient,
        shelf: ShareShelf,
        options: UpstreamOptions = UpstreamOptions(),
        clock: UpstreamClock? = nil,
        log: Log
    ) {
        self.speeches = speeches
        self.client = client
        self.shelf = shelf
        self.options = options
        self.clock = clock ?? .system(client)
        self.log = log
    }

    /// What was done at each upstream so far, by name; those that were never called are left out.
    public var figures: [UpstreamFigures] {
        lines.withLock { Array($0.values) }
            .map(\.figures)
            .sorted { $0.upstream.text < $1.upstream.text }
    }

    /// What a dialect that is spoken can carry, nil when it is not spoken.
    public func abilities(of dialect: DialectID) -> AbilityTable? { speeches[dialect]?.abilities }

    /// Whether an upstream of that dialect can be asked for a send by its reference, which then stands
    /// in all that it tells of it.
    public func namesSends(_ dialect: DialectID) -> Bool { speeches[dialect]?.findSent != nil }

    /// What a command would lose, without sending anything.
    ///
    /// - Throws: why it cannot be said at all.
    public func losses<C: Command>(
        of command: C,
        _ call: RemoteCall
    ) throws(CommandFailure) -> [Loss] {
        // Nothing is put on the shelf for a request that is not made.
        let publicURL = options.publicURL
        let share = publicURL.map { url in
            { @Sendable (_: [UInt8], _: String?) -> String? in url + ShareShelf.path + "-" }
        }
        let context = SpokenContext(call, share: share)
        return try translation(command, try speech(call), context).losses
    }

    /// Carries a command out.
    ///
    /// Under the policy `strict` one that would lose something is refused and not sent.
    public func perform<C: Command>(
        _ command: C,
        _ call: RemoteCall
    ) async -> RemoteResult<C.Outcome> {
        let shares = options.publicURL.map { CallShares(shelf, $0, call.instance) }
        let said: Translation<C.Outcome>
        let speech: UpstreamSpeech
        do throws(CommandFailure) {
            speech = try self.speech(call)
            said = try translation(command, speech, context(call, shares))
        } catch { return RemoteResult(unsaid: error).settled(by: shares) }
        if call.policy == .strict, let loss = said.losses.first {
            let refusal = CommandFailure(refusing: loss)
            return RemoteResult(.refused(refusal), losses: said.losses).settled(by: shares)
        }
        var result = await converse(
            said.conversation,
            call,
            CallTerms(command, speech, reference: call.reference)
        )
        if !said.losses.isEmpty { result.losses = said.losses + result.losses }
        return result.settled(by: shares)
    }

    /// Reads how the instance's link stands; observations tell.
    public func readLink(_ call: RemoteCall) async -> RemoteResult<Looked> {
        await converse("link.read", call) { (speech, context) throws(CommandFailure) in
            try speech.readLink(context)
        }
    }

    /// Looks for the message that a send became whose end is unknown; nil when there is none.
    ///
    /// Refused where the upstream has no means to look.
    public func findSent(
        _ send: SendMessage,
        _ call: RemoteCall
    ) async -> RemoteResult<Message?> {
        await converse("message.find_sent", call) { (speech, context) throws(CommandFailure) in
            guard let find = speech.findSent else {
                throw CommandFailure(
                    .capabilityUnsupported,
                    "This upstream cannot look for a message by its reference"
                )
            }
            return try find(send, context)
        }
    }
}

// MARK: - Saying

extension HTTPUpstreams {
    /// Carries out what a dialect says for another reason than a command.
    func converse<Outcome>(
        _ name: String,
        _ call: RemoteCall,
        _ say: (UpstreamSpeech, SpokenContext) throws(CommandFailure) -> Conversation<Outcome>
    ) async -> RemoteResult<Outcome> {
        let conversation: Conversation<Outcome>
        do throws(CommandFailure) {
            conversation = try say(try speech(call), context(call, nil))
        } catch { return RemoteResult(unsaid: error) }
        return await converse(conversation, call, CallTerms(name))
    }

    private func speech(_ call: RemoteCall) throws(CommandFailure) -> UpstreamSpeech {
        guard let speech = speeches[call.definition.dialect] else {
            throw CommandFailure(.unavailable, "The upstream's dialect is not spoken here")
        }
        return speech
    }

    /// What the dialect may know.
    ///
    /// Never inlined: what it holds for a moment would lie in the frame of a task that waits.
    @inline(never)
    private func context(_ call: RemoteCall, _ shares: CallShares?) -> SpokenContext {
        guard let shares else { return SpokenContext(call, share: nil) }
        return SpokenContext(call) { shares.share($0, $1) }
    }

    /// What the dialect says.
    ///
    /// Never inlined: what it holds for a moment would lie in the frame of a task that waits.
    @inline(never)
    private func translation<C: Command>(
        _ command: C,
        _ speech: UpstreamSpeech,
        _ context: SpokenContext
    ) throws(CommandFailure) -> Translation<C.Outcome> {
        if let said = try speech.commands.translate(command, context) { return said }
        let ability = speech.abilities.ability(of: C.traits.name, command.variant)
        let reason = if case .unsupported(let reason) = ability { reason } else { "" }
        throw CommandFailure(
            .capabilityUnsupported,
            reason.isEmpty ? "This upstream has no such call" : reason
        )
    }
}

// MARK: - Carrying out

extension HTTPUpstreams {
    private func converse<Outcome>(
        _ conversation: Conversation<Outcome>,
        _ call: RemoteCall,
        _ terms: CallTerms
    ) async -> RemoteResult<Outcome> {
        do throws(Ending) {
            let line = try line(of: call.definition)
            let told = try await carry(conversation, call, terms, line)
            return RemoteResult(
                .done(told.outcome),
                observations: told.observations,
                losses: told.losses
            )
        } catch {
            log(error, call, terms)
            return RemoteResult(error)
        }
    }

    private func carry<Outcome>(
        _ conversation: Conversation<Outcome>,
        _ call: RemoteCall,
        _ terms: CallTerms,
        _ line: Line
    ) async throws(Ending) -> Told<Outcome> {
        // A call that cannot go out does not wait for its turn to hear so.
        if let wait = line.wait(for: call.instance.id) { throw line.held(wait) }
        let limits = call.definition.limits
        let gap = terms.isSend ? limits.sendGapMilliseconds : 0
        try await line.pace(call.instance.id, gap: gap)
        try await line.enter(call.instance.id, limit: limits.concurrentCalls)
        defer { line.leave(call.instance.id) }
        try await line.paceInTurn(call.instance.id, gap: gap)
        var talk = Talk(
            line,
            client,
            for: call.instance.id,
            timeouts: terms.timeouts(limits, options),
            totalMilliseconds: terms.total(limits, options),
            isSend: terms.isSend
        )
        talk.reference = terms.reference(at: clock.now())
        do throws(Ending) { return try await talk.run(conversation) } catch {
            if error.kind == .unknown { line.noteUnknown() }
            throw error
        }
    }

    /// What is kept about the upstream, made anew when its definition now means another server.
    private func line(of definition: UpstreamDefinition) throws(Ending) -> Line {
        let known = lines.withLock { $0[definition.id] }
        if let known, known.isOf(definition) { return known }
        let line = try Line(definition, options, clock, log)
        return lines.withLock { lines in
            if let other = lines[definition.id], other.isOf(definition) { return other }
            lines[definition.id] = line
            return line
        }
    }

    /// Notes an end that the operator may want to know of.
    ///
    /// Never inlined: what it holds for a moment would lie in the frame of a task that waits.
    @inline(never)
    private func log(_ end: Ending, _ call: RemoteCall, _ terms: CallTerms) {
        guard end.kind != .refused, end.cause != "open" else { return }
        log(
            .warning,
            "upstream call failed",
            [
                "upstream": call.definition.id.text, "instance": call.instance.id.text,
                "command": terms.name, "end": end.kind.rawValue, "cause": end.cause,
                "code": end.failure.code.rawValue,
            ]
        )
    }
}
