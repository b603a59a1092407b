import Canonical
import Testing

@testable import Engine
@testable import Upstreams

@Suite("What is due for links")
struct LinkPlanTests {
    private static let traits = LinkTraits(
        tellsEvents: true,
        tellsLinks: true,
        tellsSends: true,
        registers: true
    )

    private func leg(
        _ state: LinkState? = .connected,
        instance: String = "ins_1",
        upstream: String = "up",
        isPrimary: Bool = true,
        token: String = "one",
        heard: Int64? = nil,
        isStalled: Bool = false,
        awaits: Int64? = nil
    ) -> RemoteLeg {
        var call = Stage.call("http://a.example", instance: instance)
        call.instance.isStalled = isStalled
        call.leg.settings["token"] = token
        return RemoteLeg(
            instance: call.instance,
            leg: call.leg,
            definition: UpstreamDefinition(
                id: UpstreamID(upstream),
                dialect: Toy.id,
                baseURL: "http://a.example"
            ),
            role: isPrimary ? .primary : .candidate,
            lastHeardAt: heard.map { Timestamp(milliseconds: $0) },
            state: state,
            policy: .lenient,
            awaitsSince: awaits.map { Timestamp(milliseconds: $0) }
        )
    }

    private func plan(_ change: (inout LinkOptions) -> Void = { _ in }) -> LinkPlan {
        var options = LinkOptions(now: { Timestamp(milliseconds: 0) })
        options.luck = { 0 }
        change(&options)
        return LinkPlan(options)
    }

    private func look(
        _ plan: inout LinkPlan,
        _ legs: [RemoteLeg],
        at now: Int,
        _ traits: LinkTraits = traits
    ) -> [LinkPlan.Action] {
        plan.look(legs, at: now) { _ in traits }.map(\.action)
    }

    private static let code = LinkState.awaitingPairing(
        PairingCode(
            method: .qr(text: "a", imageURL: "b"),
            attempt: 1,
            expiresAt: Timestamp(milliseconds: 0)
        )
    )

    @Test("a new leg is registered and polled at once, and neither twice at the same time")
    func appears() {
        var plan = plan()
        #expect(Set(look(&plan, [leg()], at: 0).map { "\($0)" }) == ["register", "poll"])
        #expect(look(&plan, [leg()], at: 100_000_000) == [])
    }

    @Test(
        "a link is polled as often as its state demands",
        arguments: [
            (LinkState.starting, true, 3_000), (code, true, 3_000), (.connected, true, 60_000),
            (.connected, false, 30_000), (.reconnecting, true, 30_000),
            (.disconnected, true, 60_000),
        ]
    )
    func interval(state: LinkState, tellsLinks: Bool, pause: Int) {
        let traits = LinkTraits(tellsEvents: true, tellsLinks: tellsLinks, registers: false)
        var plan = plan()
        let leg = leg(state)
        _ = look(&plan, [leg], at: 0, traits)
        plan.polled(leg.id, .connected, at: 0)
        #expect(look(&plan, [leg], at: pause - 1, traits) == [])
        #expect(look(&plan, [leg], at: pause, traits) == [.poll])
    }

    @Test("a link that begins to pair is polled soon, not when it was due before")
    func sooner() {
        var plan = plan { _ in }
        _ = look(&plan, [leg(.created)], at: 0)
        plan.polled(leg().id, .notConnected, at: 0)
        #expect(look(&plan, [leg(Self.code)], at: 10_000) == [])
        #expect(look(&plan, [leg(Self.code)], at: 13_000) == [.poll])
    }

    @Test("polls in vain come less and less often, up to five minutes")
    func backoff() {
        var plan = plan()
        let leg = leg()
        var now = 0
        _ = look(&plan, [leg], at: now)
        for pause in [120_000, 240_000, 300_000, 300_000] {
            plan.polled(leg.id, .failed, at: now)
            #expect(!look(&plan, [leg], at: now + pause - 1).contains(.poll))
            now += pause
            #expect(look(&plan, [leg], at: now).contains(.poll))
        }
        plan.polled(leg.id, .connected, at: now)
        #expect(look(&plan, [leg], at: now + 60_000).contains(.poll))
    }

    @Test("a registration is made again every six hours, and sooner after one in vain")
    func registers() {
        var plan = plan { $0.pollMilliseconds = .max / 4 }
        let leg = leg()
        _ = look(&plan, [leg], at: 0)
        plan.polled(leg.id, .notConnected, at: 0)
        plan.registered(leg.id, isAccepted: false, at: 0)
        #expect(look(&plan, [leg], at: 29_999) == [])
        #expect(look(&plan, [leg], at: 30_000) == [.register])
        plan.registered(leg.id, isAccepted: false, at: 30_000)
        #expect(look(&plan, [leg], at: 89_999) == [])
        #expect(look(&plan, [leg], at: 90_000) == [.register])
        plan.registered(leg.id, isAccepted: true, at: 90_000)
        #expect(!look(&plan, [leg], at: 21_689_999).contains(.register))
        #expect(look(&plan, [leg], at: 21_690_000).contains(.register))
    }

    @Test("a leg whose settings change is registered and polled anew")
    func changed() {
        var plan = plan()
        _ = look(&plan, [leg()], at: 0)
        plan.polled(leg().id, .failed, at: 0)
        plan.registered(leg().id, isAccepted: false, at: 0)
        #expect(look(&plan, [leg(token: "another")], at: 1).count == 2)
    }

    @Test("one upstream does not take every call, and what waited longest goes first")
    func bounded() {
        var plan = plan { options in
            options.concurrentCalls = 3
            options.concurrentCallsPerUpstream = 2
        }
        let traits = LinkTraits(tellsEvents: true, tellsLinks: true, registers: false)
        let slow = (0..<3).map { leg(instance: "ins_\($0)") }
        let other = leg(instance: "ins_9", upstream: "other")
        let begun = plan.look(slow + [other], at: 0) { _ in traits }.map(\.leg.id.instance.text)
        #expect(begun == ["ins_0", "ins_1", "ins_9"])
        plan.polled(slow[0].id, .failed, at: 1)
        let next = plan.look(slow + [other], at: 1) { _ in traits }.map(\.leg.id.instance.text)
        #expect(next == ["ins_2"])
    }

    @Test("a leg that is gone gives its place back when its call ends")
    func gone() {
        var plan = plan { $0.concurrentCalls = 1 }
        let first = leg()
        let second = leg(instance: "ins_2")
        let traits = LinkTraits()
        #expect(look(&plan, [first], at: 0, traits) == [.poll])
        #expect(look(&plan, [second], at: 1, traits) == [])
        plan.polled(first.id, .failed, at: 2)
        #expect(look(&plan, [second], at: 2, traits) == [.poll])
    }

    @Test("a connected link without our URL and a word for a quarter of an hour is stalled")
    func stalled() {
        var plan = plan { options in
            options.pollMilliseconds = .max / 4
            options.registerRetryMilliseconds = .max / 4
        }
        _ = look(&plan, [leg(heard: 1)], at: 0)
        plan.registered(leg().id, isAccepted: false, at: 0)
        #expect(look(&plan, [leg(heard: 1)], at: 900_000) == [])
        plan.polled(leg().id, .connected, at: 900_000)
        #expect(look(&plan, [leg(heard: 2)], at: 899_999) == [])
        #expect(look(&plan, [leg(heard: 2)], at: 1_799_998) == [])
        #expect(look(&plan, [leg(heard: 2)], at: 1_799_999) == [.stalled(true)])
        #expect(look(&plan, [leg(heard: 2, isStalled: true)], at: 1_800_000) == [])
        plan.polled(leg().id, .failed, at: 1_800_000)
        #expect(look(&plan, [leg(heard: 2, isStalled: true)], at: 1_800_001) == [])
        let heard = leg(heard: 3, isStalled: true)
        #expect(look(&plan, [heard], at: 1_800_002) == [.stalled(false)])
    }

    @Test("a quiet one that takes our URL again each quarter of an hour is not, until it refuses")
    func quiet() {
        var plan = plan { $0.pollMilliseconds = .max / 4 }
        let leg = leg(heard: 1)
        _ = look(&plan, [leg], at: 0)
        plan.polled(leg.id, .connected, at: 0)
        plan.registered(leg.id, isAccepted: true, at: 0)
        for now in stride(from: 900_000, through: 9_000_000, by: 900_000) {
            #expect(look(&plan, [leg], at: now - 1) == [])
            #expect(look(&plan, [leg], at: now) == [.register])
            #expect(look(&plan, [leg], at: now) == [])
            plan.registered(leg.id, isAccepted: true, at: now)
        }
        #expect(look(&plan, [leg], at: 9_900_000) == [.register])
        plan.registered(leg.id, isAccepted: false, at: 9_900_000)
        #expect(look(&plan, [leg], at: 9_900_001) == [.stalled(true)])
    }

    @Test("one that made a send and tells nothing of it is, whatever URL it has")
    func owed() {
        var plan = plan { $0.pollMilliseconds = .max / 4 }
        let quiet = leg(heard: 1)
        _ = look(&plan, [quiet], at: 0)
        plan.polled(quiet.id, .connected, at: 0)
        plan.registered(quiet.id, isAccepted: true, at: 0)
        let owing = leg(heard: 1, awaits: 2)
        #expect(look(&plan, [owing], at: 600_000) == [])
        #expect(look(&plan, [owing], at: 900_000) == [.register])
        plan.registered(quiet.id, isAccepted: true, at: 900_000)
        #expect(look(&plan, [owing], at: 1_499_999) == [])
        #expect(look(&plan, [owing], at: 1_500_000) == [.stalled(true)])
        let told = leg(heard: 3, isStalled: true)
        #expect(look(&plan, [told], at: 1_500_001) == [.stalled(false)])
    }

    @Test("a link that is down, or whose upstream never tells, is not stalled")
    func notStalled() {
        for (poll, traits) in [
            (LinkPlan.Poll.notConnected, LinkTraits(tellsEvents: true)),
            (.failed, LinkTraits(tellsEvents: true)), (.connected, LinkTraits()),
        ] {
            var plan = plan { $0.pollMilliseconds = .max / 4 }
            _ = look(&plan, [leg()], at: 0, traits)
            plan.polled(leg().id, poll, at: 0)
            #expect(!look(&plan, [leg()], at: 1_000_000, traits).contains(.stalled(true)))
        }
    }

    @Test("a way that carries nothing does not make its instance stalled")
    func candidate() {
        var plan = plan { $0.pollMilliseconds = .max / 4 }
        let leg = leg(isPrimary: false)
        _ = look(&plan, [leg], at: 0)
        plan.polled(leg.id, .connected, at: 0)
        #expect(!look(&plan, [leg], at: 1_000_000).contains(.stalled(true)))
    }

    @Test("a mark of before the start stays until there is a word")
    func restart() {
        var plan = plan { $0.pollMilliseconds = .max / 4 }
        let before = leg(heard: 1, isStalled: true)
        #expect(!look(&plan, [before], at: 0).contains(.stalled(false)))
        plan.polled(before.id, .connected, at: 0)
        #expect(!look(&plan, [before], at: 1).contains(.stalled(false)))
        #expect(look(&plan, [leg(heard: 2, isStalled: true)], at: 2).contains(.stalled(false)))
    }
}
