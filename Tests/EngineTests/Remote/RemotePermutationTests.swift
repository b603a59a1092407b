import Canonical
import Engine
import Synchronization
import Testing

/// Sends, repeats, echoes, statuses and restarts in any order, drawn from a seed.
@Suite("Whatever the order, a reference is one message and nothing is lost")
struct RemotePermutationTests {
    @Test("at most one message per reference, each told once", arguments: 0..<40)
    func everyOrder(block: Int) async throws {
        for seed in block * 50..<block * 50 + 50 {
            var run = try await PermutedRun(seed: UInt64(seed))
            try await run.play()
            try await run.check()
        }
    }
}

/// One drawn order of things.
private struct PermutedRun {
    /// A message that WhatsApp has.
    private struct Made {
        let reference: Int
        let message: Message
    }

    private let seed: UInt64
    private var dice: SplitMix
    private let stage: RemoteStage
    private var engine: Engine
    private var made: [Made] = []
    private var answered: [Int: MessageID] = [:]

    init(seed: UInt64) async throws {
        self.seed = seed
        dice = SplitMix(state: seed)
        stage = try await RemoteStage()
        engine = stage.engine
    }

    mutating func play() async throws {
        for _ in 0..<14 {
            switch dice.next(10) {
            case 0...4: try await send(dice.next(3))
            case 5...6: await echo()
            case 7...8: await status()
            default: engine = try stage.restarted()
            }
        }
    }

    /// Sends one of three messages, each with a reference of its own, for the first time or again.
    private mutating func send(_ reference: Int) async throws {
        var send = try Stage.text("text \(reference)")
        send.clientReference = "ref-\(reference)"
        send.referenceWindowMilliseconds = 300_000
        let id = dice.next(2) == 0 ? "3EB0\(1_000_000_000_000 + made.count)" : "uuid-\(made.count)"
        let message = ScriptedUpstreams.message(of: send, as: id, stage.clock.now)
        let end = dice.next(5)
        let before = stage.far.sends.count
        stage.far.script(script(end, id))
        let result: Result<SendMessage.Outcome, CommandFailure>
        if end == 4 {
            result = await heldSend(send, message, before)
        } else {
            result = await engine.perform(send, for: stage.caller()).value()
            if stage.far.sends.count > before, end < 2 {
                made.append(Made(reference: reference, message: message))
            }
        }
        stage.far.unscript()
        if case .success(let outcome) = result {
            #expect(answered[reference, default: outcome.message.id] == outcome.message.id)
            answered[reference] = outcome.message.id
        }
    }

    private func script(_ end: Int, _ id: String) -> ScriptedUpstreams.Script {
        switch end {
        case 0: .sent(id)
        case 1, 2: .ends(.unknown(CommandFailure(.unavailable)))
        case 3: .ends(.neverReached(CommandFailure(.unavailable)))
        default: .held
        }
    }

    /// A send whose echo may come before its answer.
    private mutating func heldSend(
        _ send: SendMessage,
        _ message: Message,
        _ before: Int
    ) async -> Result<SendMessage.Outcome, CommandFailure> {
        let answer = engine.perform(send, for: stage.caller())
        let done = Flag()
        let task = Task {
            let result = await answer.value()
            done.raise()
            return result
        }
        while stage.far.heldCount == 0, !done.isRaised { await Task.yield() }
        guard stage.far.sends.count > before else { return await task.value }
        let reference = Int(send.clientReference?.suffix(1) ?? "") ?? 0
        made.append(Made(reference: reference, message: message))
        if dice.next(2) == 0 { await tell(.message(message)) }
        stage.far.release(
            dice.next(2) == 0
                ? RemoteResult(.done(SendMessage.Outcome(message: message)))
                : RemoteResult(.unknown(CommandFailure(.upstreamTimeout)))
        )
        return await task.value
    }

    private mutating func echo() async {
        guard !made.isEmpty else { return }
        await tell(.message(made[dice.next(made.count)].message))
    }

    private mutating func status() async {
        guard !made.isEmpty else { return }
        let message = made[dice.next(made.count)].message
        let status = [MessageStatus.sent, .delivered, .read][dice.next(3)]
        await tell(.status(message.id, status, chat: message.chat, participant: nil))
    }

    private func tell(_ kind: Observation.Kind) async {
        let told = [Observation(kind, at: stage.clock.now)]
        let isDurable = await engine.receive(told, of: stage.instance, from: RemoteStage.farID)
        #expect(isDurable)
    }

    /// In the end every message's echo has come.
    func check() async throws {
        for one in made { await tell(.message(one.message)) }
        #expect(Set(made.map(\.reference)).count == made.count, "seed \(seed): sent twice")
        #expect(stage.sentEvents.count == made.count, "seed \(seed): \(stage.sentEvents)")
        #expect(Set(stage.sentEvents).count == made.count, "seed \(seed): told twice")
        var furthest: [MessageID: MessageStatus] = [:]
        for event in stage.events {
            guard case .messageStatus(let id, let status, _, _) = event.payload else { continue }
            #expect(furthest[id].map { $0 < status } ?? true, "seed \(seed): went back")
            furthest[id] = status
        }
        for (offset, event) in stage.events.enumerated() {
            #expect(event.sequence == Int64(offset + 1), "seed \(seed): a number is missing")
        }
        let made = made.map(\.reference)
        let inDoubt = engine.uncertainSends.compactMap(\.record.clientReference)
        #expect(!inDoubt.contains { made.contains(Int($0.suffix(1)) ?? -1) }, "seed \(seed)")
    }
}

private struct SplitMix {
    var state: UInt64

    mutating func next(_ bound: Int) -> Int {
        state &+= 0x9E37_79B9_7F4A_7C15
        var value = state
        value = (value ^ value >> 30) &* 0xBF58_476D_1CE4_E5B9
        value = (value ^ value >> 27) &* 0x94D0_49BB_1331_11EB
        return Int((value ^ value >> 31) % UInt64(bound))
    }
}

private final class Flag: Sendable {
    private let value = Atomic<Bool>(false)

    var isRaised: Bool { value.load(ordering: .acquiring) }

    func raise() { value.store(true, ordering: .releasing) }
}
