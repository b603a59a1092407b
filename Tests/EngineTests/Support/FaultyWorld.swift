import Canonical
import Engine
import Observability

/// An upstream with a world behind it that knows which messages were really made, and whose answers
/// to sends come as they are planned.
final class FaultyWorld: RemoteUpstreams {
    /// What becomes of a send, whatever is said of it.
    enum Fate: CaseIterable {
        /// It is made, and the answer says so.
        case made
        /// It is made, and the answer is lost.
        case madeUnheard
        /// It is not made, and the answer is lost.
        case lost
        /// It is refused.
        case refused
        /// It never comes.
        case neverReached

        var isMade: Bool { self == .made || self == .madeUnheard }

        /// Whether nobody on this side can know what became of it.
        var isUnheard: Bool { self == .madeUnheard || self == .lost }
    }

    /// A message that is in the world.
    struct Made: Sendable {
        let reference: String
        let message: Message
    }

    private struct State {
        var fate = Fate.made
        var id = ""
        var holds = false
        var made: [Made] = []
        var unheard: Set<String> = []
        var held: [CheckedContinuation<Void, Never>] = []
        var finds = false
    }

    private let state = Lock(State())

    /// The messages of the world, in order.
    var made: [Made] { state.withLock { $0.made } }

    /// The references of sends of which nobody on the other side can know what became.
    var unheard: Set<String> { state.withLock { $0.unheard } }

    /// How many sends wait for ``release()``.
    var heldCount: Int { state.withLock { $0.held.count } }

    /// Says what becomes of the sends to come, and whether their answers wait.
    func plan(_ fate: Fate, as id: String, holds: Bool) {
        state.withLock { state in
            state.fate = fate
            state.id = id
            state.holds = holds
        }
    }

    /// Lets the answers go that wait, and those to come.
    func release() {
        let held = state.withLock { state in
            state.holds = false
            defer { state.held = [] }
            return state.held
        }
        for continuation in held { continuation.resume() }
    }

    /// Says whether sends are found when they are asked for.
    func find(_ finds: Bool) { state.withLock { $0.finds = finds } }

    func abilities(of dialect: DialectID) -> AbilityTable? { AbilityTable([]) }

    func losses<C: Command>(
        of command: C,
        _ call: RemoteCall
    ) throws(CommandFailure) -> [Loss] { [] }

    func perform<C: Command>(_ command: C, _ call: RemoteCall) async -> RemoteResult<C.Outcome> {
        guard let send = command as? SendMessage,
            let result = await perform(send, call) as? RemoteResult<C.Outcome>
        else { return RemoteResult(.refused(CommandFailure(.capabilityUnsupported))) }
        return result
    }

    private func perform(
        _ send: SendMessage,
        _ call: RemoteCall
    ) async -> RemoteResult<SendMessage.Outcome> {
        let (fate, message, holds) = state.withLock { state in
            let message = ScriptedUpstreams.message(of: send, as: state.id, call.now)
            let reference = send.clientReference ?? ""
            if state.fate.isMade { state.made.append(Made(reference: reference, message: message)) }
            if state.fate.isUnheard { state.unheard.insert(reference) }
            return (state.fate, message, state.holds)
        }
        if holds {
            await withCheckedContinuation { continuation in
                state.withLock { $0.held.append(continuation) }
            }
        }
        switch fate {
        case .made: return RemoteResult(.done(SendMessage.Outcome(message: message)))
        case .madeUnheard, .lost:
            return RemoteResult(.unknown(CommandFailure(.upstreamTimeout)))
        case .refused: return RemoteResult(.refused(CommandFailure(.accountRestricted)))
        case .neverReached: return RemoteResult(.neverReached(CommandFailure(.unavailable)))
        }
    }

    func readLink(_ call: RemoteCall) async -> RemoteResult<Looked> {
        RemoteResult(.done(Looked()))
    }

    func findSent(_ send: SendMessage, _ call: RemoteCall) async -> RemoteResult<Message?> {
        let found = state.withLock { state in
            state.finds ? state.made.first { $0.reference == send.clientReference } : nil
        }
        return RemoteResult(.done(found?.message))
    }
}
