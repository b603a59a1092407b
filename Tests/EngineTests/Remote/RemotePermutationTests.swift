import Canonical
import Engine
import Sandbox
import Synchronization
import Testing

/// Sends and repeats, faults of networks, echoes that are lost, doubled and out of order, and
/// crashes, in any order drawn from a seed.
@Suite("Whatever fails, a reference is at most one message, and every answer is true")
struct RemotePermutationTests {
    @Test("nothing is sent twice, nothing lost, nothing said that is not so", arguments: 0..<40)
    func everyOrder(block: Int) async throws {
        let stage = try await RemoteStage()
        for seed in block * 250..<block * 250 + 250 {
            var run = try PermutedRun(seed: UInt64(seed), stage)
            try await run.play()
            try await run.check()
        }
    }
}

/// One drawn order of things.
private struct PermutedRun {
    private let seed: UInt64
    private var dice: SplitMix
    private let stage: RemoteStage
    private let world = FaultyWorld()
    private let clock = WorldClock(wall: { 1_700_000_000_000 })
    private var store: MemoryStore
    private var engine: Engine
    private var answered: [String: MessageID] = [:]
    /// The references with a send that a crash cut short.
    private var cut: Set<String> = []

    init(seed: UInt64, _ stage: RemoteStage) throws {
        self.seed = seed
        self.stage = stage
        dice = SplitMix(state: seed)
        clock.setFrozen(true)
        store = MemoryStore(stage.store.changes)
        engine = try stage.engine(over: store, clock, world)
    }

    mutating func play() async throws {
        for _ in 0..<12 {
            switch dice.next(12) {
            case 0...5: try await send(dice.next(3))
            case 6...7: await echo()
            case 8...9: await status()
            case 10: try crash()
            default: await ask()
            }
        }
    }
}

extension PermutedRun {
    /// What happens around a send.
    private enum Course: CaseIterable {
        /// Its answer comes at once; more often than anything else.
        case plain, plainAgain
        /// Its answer comes late.
        case held
        /// The process ends before its row is durable, or just after.
        case crashesFirst
        /// The process ends before the answer comes.
        case crashes
        /// The process ends before the answer is durable, or just after.
        case crashesLast
        /// The answer cannot be written down.
        case unwritten

        var holds: Bool {
            switch self {
            case .plain, .plainAgain, .crashesFirst: false
            case .held, .crashes, .crashesLast, .unwritten: true
            }
        }
    }

    /// Sends one of three messages, each with a reference of its own, for the first time or again.
    private mutating func send(_ number: Int) async throws {
        let reference = "ref-\(number)"
        var send = try Stage.text("text \(number)")
        send.clientReference = reference
        send.referenceWindowMilliseconds = 3_600_000
        let count = world.made.count
        let id = dice.next(2) == 0 ? "3EB0\(1_000_000_000_000 + count)" : "uuid-\(count)"
        let course = dice.one(of: Course.allCases)
        world.plan(dice.one(of: FaultyWorld.Fate.allCases), as: id, holds: course.holds)
        if course == .crashesFirst { store.holdBack() }
        let running = Running(engine, send, stage.caller())
        if course.holds || course == .crashesFirst {
            await running.reaches { [world, store] in
                world.heldCount > 0 || store.waitingCount > 0
            }
        }
        let isImpatient = course == .held && dice.next(2) == 0
        let second = isImpatient ? Running(engine, send, stage.caller()) : nil
        if course.holds, dice.next(2) == 0 { await echo() }
        try await end(running, course, reference)
        for result in [await running.result, await second?.result].compactMap({ $0 }) {
            judge(result, of: reference, course)
        }
        guard course == .unwritten else { return }
        store.fail(nil)
        try engine.reload()
    }

    /// Lets a send end, or not.
    private mutating func end(
        _ running: Running,
        _ course: Course,
        _ reference: String
    ) async throws {
        switch course {
        case .plain, .plainAgain: return
        case .held: world.release()
        case .crashesFirst, .crashes: try crash(during: reference)
        case .crashesLast:
            store.holdBack()
            world.release()
            await running.reaches { [store] in store.waitingCount > 0 }
            try crash(during: reference)
        case .unwritten:
            cut.insert(reference)
            store.fail(StoreError(.noSpace, "full"))
            world.release()
        }
    }

    /// What is answered must be so.
    private mutating func judge(
        _ result: Result<SendMessage.Outcome, CommandFailure>,
        of reference: String,
        _ course: Course
    ) {
        switch course {
        // Who asked a gateway that ended got no answer.
        case .crashesFirst, .crashes, .crashesLast: return
        case .plain, .plainAgain, .held, .unwritten: break
        }
        let made = world.made.count { $0.reference == reference }
        switch result {
        case .success(let outcome):
            let id = outcome.message.id
            #expect(made == 1, "seed \(seed): told as sent, and made \(made) times")
            #expect(answered[reference, default: id] == id, "seed \(seed): two ids")
            answered[reference] = id
        case .failure(let failure):
            switch failure.code {
            case .accountRestricted, .unavailable:
                #expect(made == 0, "seed \(seed): told as not sent, and made")
            case .sendOutcomeUnknown:
                let isUnheard = world.unheard.contains(reference) || cut.contains(reference)
                #expect(isUnheard, "seed \(seed): nothing hid what became of it")
            default: Issue.record("seed \(seed): \(failure.code)")
            }
        }
    }

    /// The process ends: of what was not durable a part may have become so, and a new one begins.
    private mutating func crash(during reference: String? = nil) throws {
        if let reference { cut.insert(reference) }
        store = store.crashed(keeping: dice.next(store.waitingCount + 1))
        engine = try stage.engine(over: store, clock, world)
        world.release()
    }

    /// Has the upstream tell of a message; of every fourth it never does.
    private mutating func echo() async {
        let made = world.made.filter { !isLost($0.message) }
        guard !made.isEmpty else { return }
        await tell(.message(made[dice.next(made.count)].message))
    }

    private func isLost(_ message: Message) -> Bool {
        FNV1a.hash("\(seed)\(message.id.text)".utf8) % 4 == 0
    }

    private mutating func status() async {
        let made = world.made.filter { !isLost($0.message) }
        guard !made.isEmpty else { return }
        let message = made[dice.next(made.count)].message
        let status = [MessageStatus.sent, .delivered, .read][dice.next(3)]
        await tell(.status(message.id, status, chat: message.chat, participant: nil))
    }

    /// Has the upstream asked about sends in doubt, of which it finds all or none.
    private mutating func ask() async {
        world.find(dice.next(2) == 0)
        clock.advance(byMilliseconds: 60_000)
        await engine.resolveUncertain()
    }

    private func tell(_ kind: Observation.Kind) async {
        let told = [Observation(kind, at: clock.now)]
        let isDurable = await engine.receive(told, of: stage.instance, from: RemoteStage.farID)
        #expect(isDurable)
    }
}

extension PermutedRun {
    /// In the end every echo has come that was not lost, and everything fits what was made.
    func check() async throws {
        let made = world.made
        for one in made where !isLost(one.message) { await tell(.message(one.message)) }
        #expect(Set(made.map(\.reference)).count == made.count, "seed \(seed): sent twice")
        let rows = store.journal.filter { $0.name == SendMessage.traits.name }
        let succeeded = rows.filter { $0.outcome == .succeeded }
        let told = sentEvents
        #expect(Set(told.map(\.message)).count == told.count, "seed \(seed): told twice")
        #expect(
            Set(told.map(\.message)) == Set(succeeded.compactMap(\.message)),
            "seed \(seed): told \(told), kept \(succeeded.map(\.message))"
        )
        #expect(told.allSatisfy { $0.cause != nil }, "seed \(seed): not known as its send's")
        for one in made where !isLost(one.message) || answered[one.reference] != nil {
            let kept = succeeded.filter { $0.clientReference == one.reference }
            #expect(kept.count == 1, "seed \(seed): \(one.reference) was lost")
        }
        for row in succeeded {
            #expect(made.contains { $0.reference == row.clientReference }, "seed \(seed): invented")
        }
        checkDoubts(made)
        checkEvents()
    }

    private func checkDoubts(_ made: [FaultyWorld.Made]) {
        let told = made.filter { !isLost($0.message) }.map(\.reference)
        let inDoubt = engine.uncertainSends.compactMap(\.record.clientReference)
        #expect(Set(inDoubt).isDisjoint(with: told), "seed \(seed): still in doubt")
    }

    private func checkEvents() {
        var furthest: [MessageID: MessageStatus] = [:]
        for (offset, event) in events.enumerated() {
            #expect(event.sequence == Int64(offset + 1), "seed \(seed): a number is missing")
            guard case .messageStatus(let id, let status, _, _) = event.payload else { continue }
            #expect(furthest[id].map { $0 < status } ?? true, "seed \(seed): went back")
            furthest[id] = status
        }
    }

    private var events: [Event] {
        store.changes.compactMap { change in
            if case .event(let event) = change, event.instance == stage.instance {
                event
            } else {
                nil
            }
        }
    }

    private var sentEvents: [(message: MessageID, cause: CommandID?)] {
        events.compactMap { event in
            if case .messageSent(let id, _) = event.payload { (id, event.cause) } else { nil }
        }
    }
}

/// A send on its way.
private struct Running {
    private let task: Task<Result<SendMessage.Outcome, CommandFailure>, Never>
    private let flag = Flag()

    init(_ engine: Engine, _ send: SendMessage, _ caller: Caller) {
        let flag = flag
        task = Task {
            let result = await engine.perform(send, for: caller).value()
            flag.raise()
            return result
        }
    }

    /// Waits until something holds or the send has ended.
    func reaches(_ condition: () -> Bool) async {
        while !condition(), !flag.isRaised { await Task.yield() }
    }

    var result: Result<SendMessage.Outcome, CommandFailure> {
        get async { await task.value }
    }
}

private struct SplitMix {
    var state: UInt64

    mutating func one<Value>(of values: [Value]) -> Value { values[next(values.count)] }

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
