import Canonical
import Engine
import Observability

/// Remote upstreams whose answers the test writes, at once or when it comes to it.
final class ScriptedUpstreams: RemoteUpstreams {
    /// What is to come of a send.
    enum Script: Sendable {
        /// It becomes a message with this id, of the reader's own form.
        case sent(String)
        /// It ends so.
        case ends(RemoteResult<SendMessage.Outcome>.End)
        /// It ends so once the test says it.
        case held
    }

    /// One call that came.
    struct Call: Sendable {
        let upstream: UpstreamID
        let command: String
        let reference: String
        let send: SendMessage?
        let message: Message?
        let other: (any Command)?
    }

    private struct State {
        var scripts: [Script] = []
        var calls: [Call] = []
        var held: [CheckedContinuation<RemoteResult<SendMessage.Outcome>, Never>] = []
        var answers: [String: any Sendable] = [:]
        var losses: [UpstreamID: [Loss]] = [:]
        var found: Message?
        var names = false
        var silent: Set<UpstreamID> = []
        var questions: [UpstreamID] = []
        var abilities = AbilityTable([])
        var registered: [String: CheckNumbers.Answer] = [:]
        var next = 0
    }

    private let state = Lock(State())

    /// The calls that came, in order.
    var calls: [Call] { state.withLock { $0.calls } }

    /// The sends that came.
    var sends: [Call] { calls.filter { $0.send != nil } }

    /// How many sends wait for the test to say how they end.
    var heldCount: Int { state.withLock { $0.held.count } }

    /// Says what is to come of the next send; without a word it is sent.
    func script(_ scripts: Script...) { state.withLock { $0.scripts += scripts } }

    /// Takes back what was said of sends that did not come.
    func unscript() { state.withLock { $0.scripts = [] } }

    /// Says what a command of an upstream gives: a result of its outcome.
    func answer<Outcome: Sendable>(
        _ upstream: String,
        _ command: String,
        _ result: RemoteResult<Outcome>
    ) {
        state.withLock { $0.answers["\(upstream)/\(command)"] = result }
    }

    /// Says what a candidate would lose.
    func lose(_ losses: [Loss], at upstream: String) {
        state.withLock { $0.losses[UpstreamID(upstream)] = losses }
    }

    /// Has every upstream know numbers from now on: each of these by its spelling and its LID.
    func register(_ numbers: [(asked: PhoneNumber, spelled: PhoneNumber, lid: String?)]) {
        let answers = numbers.map { number in
            CheckNumbers.Answer(
                asked: .phone(number.asked),
                resolved: .phone(number.spelled),
                lid: number.lid
            )
        }
        state.withLock { state in
            state.abilities = AbilityTable([.init(CheckNumbers.traits.name, nil, .exact)])
            for answer in answers { state.registered[answer.asked.jid] = answer }
        }
    }

    /// Says what is found of a send in doubt.
    func find(_ message: Message?) { state.withLock { $0.found = message } }

    /// Has every upstream name sends by their references from now on.
    func nameSends() { state.withLock { $0.names = true } }

    /// Has an upstream not answer questions about sends in doubt.
    func silence(_ upstream: UpstreamID) { state.withLock { _ = $0.silent.insert(upstream) } }

    /// Which upstreams were asked about sends in doubt, in order.
    var questions: [UpstreamID] { state.withLock { $0.questions } }

    func namesSends(_ dialect: DialectID) -> Bool { state.withLock { $0.names } }

    /// Ends the send that was held first.
    func release(_ result: RemoteResult<SendMessage.Outcome>) {
        let held = state.withLock { $0.held.isEmpty ? nil : $0.held.removeFirst() }
        held?.resume(returning: result)
    }

    func abilities(of dialect: DialectID) -> AbilityTable? {
        dialect == DialectID("toy") ? state.withLock { $0.abilities } : nil
    }

    func losses<C: Command>(
        of command: C,
        _ call: RemoteCall
    ) throws(CommandFailure) -> [Loss] {
        state.withLock { $0.losses[call.definition.id] ?? [] }
    }

    func perform<C: Command>(_ command: C, _ call: RemoteCall) async -> RemoteResult<C.Outcome> {
        let send = command as? SendMessage
        let seen = Call(
            upstream: call.definition.id,
            command: C.traits.name,
            reference: call.reference,
            send: send,
            message: call.message,
            other: send == nil ? command : nil
        )
        state.withLock { $0.calls.append(seen) }
        if let send, let result = await perform(send, call) as? RemoteResult<C.Outcome> {
            return result
        }
        let key = "\(call.definition.id.text)/\(C.traits.name)"
        let answer = state.withLock { $0.answers[key] } as? RemoteResult<C.Outcome>
        if answer == nil, let check = command as? CheckNumbers,
            let answers = answers(to: check) as? C.Outcome
        {
            return RemoteResult(.done(answers))
        }
        return answer ?? RemoteResult(.refused(CommandFailure(.capabilityUnsupported)))
    }

    private func answers(to check: CheckNumbers) -> [CheckNumbers.Answer] {
        state.withLock { state in
            check.numbers.map { asked in
                state.registered[asked.jid] ?? CheckNumbers.Answer(asked: asked, resolved: nil)
            }
        }
    }

    private func perform(
        _ send: SendMessage,
        _ call: RemoteCall
    ) async -> RemoteResult<SendMessage.Outcome> {
        let script = state.withLock { state -> Script in
            if !state.scripts.isEmpty { return state.scripts.removeFirst() }
            state.next += 1
            return .sent("3EB0" + String(repeating: "0", count: 12) + String(100_000 + state.next))
        }
        switch script {
        case .sent(let id): return RemoteResult(.done(Self.outcome(of: send, as: id, call)))
        case .ends(let end): return RemoteResult(end)
        case .held:
            return await withCheckedContinuation { continuation in
                state.withLock { $0.held.append(continuation) }
            }
        }
    }

    static func outcome(
        of send: SendMessage,
        as id: String,
        _ call: RemoteCall
    ) -> SendMessage.Outcome { SendMessage.Outcome(message: message(of: send, as: id, call.now)) }

    static func message(of send: SendMessage, as id: String, _ now: Timestamp) -> Message {
        Message(
            id: MessageID(id),
            chat: send.recipient,
            sender: .lid("1"),
            isFromMe: true,
            isFromAPI: true,
            sentAt: now,
            content: send.content,
            status: .queued
        )
    }

    func readLink(_ call: RemoteCall) async -> RemoteResult<Looked> {
        RemoteResult(.done(Looked()))
    }

    func findSent(
        _ send: SendMessage,
        _ call: RemoteCall
    ) async -> RemoteResult<Message?> {
        let upstream = call.definition.id
        return state.withLock { state in
            state.questions.append(upstream)
            return state.silent.contains(upstream)
                ? RemoteResult(.unknown(CommandFailure(.upstreamTimeout)))
                : RemoteResult(.done(state.found))
        }
    }
}
