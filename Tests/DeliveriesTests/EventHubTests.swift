import Canonical
import DialectKit
import Engine
import HTTP
import Observability
import Reactor
import Testing
import Wire

@testable import Deliveries
@testable import HTTP

@Suite("Live streams show what is durable")
struct EventHubTests {
    /// What came out of a stream so far, and whether it is over.
    private final class Screen: Sendable {
        private let shown = Lock((text: "", isOver: false, takes: true))

        init(_ stream: HTTPBodyStream, on loop: EventLoop) {
            let writer = HTTPBodyWriter { [shown] bytes in
                shown.withLock { state in
                    state.text += String(decoding: bytes, as: UTF8.self)
                    return state.takes
                }
            }
            Task(executorPreference: loop) { [shown] in
                await stream.produce(writer)
                shown.withLock { $0.isOver = true }
            }
        }

        var text: String { shown.withLock { $0.text } }
        var isOver: Bool { shown.withLock { $0.isOver } }

        /// The client goes: the next bytes are not taken.
        func close() { shown.withLock { $0.takes = false } }
    }

    private static let other = InstanceID("ins_2")
    private static let stranger = InstanceID("ins_3")

    private func hub(
        _ group: EventLoopGroup,
        publicURL: String? = nil,
        _ change: (inout StreamOptions) -> Void = { _ in }
    ) -> (EventHub, FakeSource) {
        let source = FakeSource()
        source.state.withLock { state in
            state.instances[Self.other] = Sample.instance(Self.other)
            state.instances[Self.stranger] = Sample.instance(
                Self.stranger,
                of: TenantID("tnt_2")
            )
        }
        var options = StreamOptions(loop: group.loops[0])
        change(&options)
        let hub = EventHub(
            source: source,
            dialects: [ToyDialect()],
            views: EventViews(source: source, publicURL: publicURL, drawQR: { $0 }),
            options: options,
            log: .silent
        )
        return (hub, source)
    }

    private func subscription(
        _ tenant: TenantID = Sample.tenant,
        instance: InstanceID? = nil,
        events: [String] = []
    ) -> EventHub.Subscription {
        EventHub.Subscription(
            dialect: Sample.dialect,
            tenant: tenant,
            instance: instance,
            filter: StreamFilter(events: events),
            baseURL: "http://here"
        )
    }

    @Test("each document is one frame, in the order of events, with its message")
    func frames() async throws {
        try await withLoops { group in
            let (hub, source) = hub(group)
            source.state.withLock { $0.messages[MessageID("A")] = Sample.message("A") }
            let screen = Screen(try hub.open(subscription()), on: group.loops[1])
            hub.committed([Sample.event(1)], deliveries: 0)
            hub.committed(
                [Sample.event(2, .messageReceived(MessageID("A"), chat: nil))],
                deliveries: 0
            )
            #expect(
                await eventually {
                    screen.text == """
                        data: {"n":1,"text":"pairing.code","at":"http://here"}\n
                        data: {"n":2,"text":"text of A","at":"http://here"}\n

                        """
                }
            )
            #expect(!screen.isOver)
            hub.finishAll()
            #expect(await eventually { screen.isOver && hub.count == 0 })
        }
    }

    @Test("a stream ends with what opened it, before another event is shown or a heartbeat sent")
    func standing() async throws {
        try await withLoops { group in
            let (hub, _) = hub(group) { $0.heartbeatMilliseconds = 20 }
            let isOpen = Lock(true)
            let shows = try hub.open(subscription(), while: { isOpen.withLock { $0 } })
            let busy = Screen(shows, on: group.loops[1])
            hub.committed([Sample.event(1)], deliveries: 0)
            #expect(await eventually { busy.text.contains("\"n\":1,") })
            isOpen.withLock { $0 = false }
            hub.committed([Sample.event(2)], deliveries: 0)
            #expect(await eventually { busy.isOver })
            #expect(!busy.text.contains("\"n\":2,"))
            let idle = Screen(
                try hub.open(subscription(), while: { isOpen.withLock { $0 } }),
                on: group.loops[1]
            )
            #expect(await eventually { idle.isOver && hub.count == 0 })
            #expect(idle.text.isEmpty)
        }
    }

    @Test("a stream shows its tenant's events, or its one instance's, by its own filter")
    func filters() async throws {
        try await withLoops { group in
            let (hub, _) = hub(group, publicURL: "https://public")
            let subscriptions = [
                subscription(), subscription(instance: Self.other),
                subscription(events: ["pairing.success"]), subscription(TenantID("tnt_2")),
            ]
            let screens = try subscriptions.map { Screen(try hub.open($0), on: group.loops[1]) }
            let number = try #require(PhoneNumber("5511988888888"))
            let events = [
                Sample.event(1), Sample.event(2, of: Self.other),
                Sample.event(3, of: Self.stranger),
                Sample.event(4, of: InstanceID("gone")),
                Sample.event(5, .pairingSuccess(phone: number)),
            ]
            hub.committed(events, deliveries: 0)
            #expect(await eventually { screens[0].text.contains("\"n\":5") })
            let shown = screens.map { screen in
                (1...5).filter { screen.text.contains("\"n\":\($0),") }
            }
            #expect(shown == [[1, 2, 5], [2], [5], [3]])
            #expect(screens[0].text.contains("https://public"))
            hub.finishAll()
        }
    }

    @Test("streams that look alike read a message once")
    func oneRead() async throws {
        try await withLoops { group in
            let (hub, source) = hub(group)
            let screens = try (1...5).map { _ in
                Screen(try hub.open(subscription()), on: group.loops[1])
            }
            hub.committed(
                [Sample.event(1, .messageReceived(MessageID("A"), chat: nil))],
                deliveries: 0
            )
            #expect(await eventually { screens.allSatisfy { !$0.text.isEmpty } })
            #expect(source.state.withLock { $0.messageReads } == 1)
            hub.finishAll()
        }
    }

    @Test("nobody following, nothing is read or kept")
    func nobody() async throws {
        try await withLoops { group in
            let (hub, source) = hub(group)
            hub.committed(
                [Sample.event(1, .messageReceived(MessageID("A"), chat: nil))],
                deliveries: 0
            )
            let screen = Screen(try hub.open(subscription()), on: group.loops[1])
            hub.committed([Sample.event(2)], deliveries: 0)
            #expect(await eventually { screen.text.contains("\"n\":2") })
            #expect(!screen.text.contains("\"n\":1"))
            #expect(source.state.withLock { $0.messageReads } == 0)
            hub.finishAll()
        }
    }

    @Test(
        "what comes before the body is asked for is shown, up to the bound, and then the stream ends"
    )
    func overflow() async throws {
        try await withLoops { group in
            let (hub, _) = hub(group) { $0.documents = 3 }
            let patient = try hub.open(
                subscription(instance: Self.other, events: ["pairing.code"])
            )
            let slow = try hub.open(subscription(instance: Sample.instance))
            hub.committed((1...3).map { Sample.event($0, of: Self.other) }, deliveries: 0)
            hub.committed((1...4).map { Sample.event($0) }, deliveries: 0)
            let number = try #require(PhoneNumber("5511988888888"))
            let marker = Screen(
                try hub.open(subscription(events: ["pairing.success"])),
                on: group.loops[1]
            )
            hub.committed([Sample.event(9, .pairingSuccess(phone: number))], deliveries: 0)
            #expect(await eventually { marker.text.contains("\"n\":9") })
            let kept = Screen(patient, on: group.loops[1])
            let cut = Screen(slow, on: group.loops[1])
            #expect(await eventually { kept.text.contains("\"n\":3") })
            #expect(await eventually { cut.isOver })
            #expect(cut.text.isEmpty)
            #expect(!kept.isOver)
            hub.finishAll()
        }
    }

    @Test("a document that is too large for the mailbox ends the stream")
    func bytes() async throws {
        try await withLoops { group in
            let (hub, _) = hub(group) { $0.bytes = 40 }
            let screen = Screen(try hub.open(subscription()), on: group.loops[1])
            hub.committed([Sample.event(1)], deliveries: 0)
            #expect(await eventually { screen.isOver })
        }
    }

    @Test("too many events at once end the streams instead of leaving a gap")
    func gap() async throws {
        try await withLoops { group in
            let (hub, _) = hub(group) { $0.events = 10 }
            let screen = Screen(try hub.open(subscription()), on: group.loops[1])
            hub.committed((1...11).map { Sample.event($0) }, deliveries: 0)
            #expect(await eventually { screen.isOver })
            #expect(screen.text.isEmpty)
        }
    }

    @Test("a comment tells both ends that the stream is alive")
    func heartbeat() async throws {
        try await withLoops { group in
            let (hub, _) = hub(group) { $0.heartbeatMilliseconds = 5 }
            let screen = Screen(try hub.open(subscription()), on: group.loops[1])
            #expect(await eventually { screen.text.hasPrefix(": ping\n\n: ping\n\n") })
            screen.close()
            #expect(await eventually { hub.count == 0 })
            let next = Screen(try hub.open(subscription()), on: group.loops[1])
            #expect(await eventually { next.text.hasPrefix(": ping\n\n") })
            hub.finishAll()
        }
    }

    @Test("there are so many streams of a tenant and so many in all, until one is over")
    func limits() async throws {
        try await withLoops { group in
            let (hub, _) = hub(group) { options in
                options.perTenant = 2
                options.total = 3
            }
            var open = [try hub.open(subscription()), try hub.open(subscription())]
            #expect(throws: CommandFailure.self) { try hub.open(subscription()) }
            open.append(try hub.open(subscription(TenantID("tnt_2"))))
            #expect(throws: CommandFailure.self) { try hub.open(subscription(TenantID("tnt_2"))) }
            #expect(hub.count == 3)
            // Bodies that are never asked for give their places back as well.
            open = []
            #expect(hub.count == 0)
            _ = try hub.open(subscription())
        }
    }

    @Test("when access ends its streams end at once, and others go on")
    func accessEnds() async throws {
        try await withLoops { group in
            let (hub, _) = hub(group)
            let isOpen = Lock(true)
            let shows = try hub.open(subscription(), while: { isOpen.withLock { $0 } })
            let revoked = Screen(shows, on: group.loops[1])
            let kept = Screen(try hub.open(subscription()), on: group.loops[1])
            isOpen.withLock { $0 = false }
            hub.accessEnded()
            #expect(await eventually { revoked.isOver })
            hub.committed([Sample.event(1)], deliveries: 0)
            #expect(await eventually { kept.text.contains("\"n\":1") })
            #expect(!kept.isOver)
            #expect(hub.count == 1)
            hub.finishAll()
        }
    }

    @Test("much access that ends together costs one look")
    func manyEnds() async throws {
        try await withLoops { group in
            let (hub, _) = hub(group)
            let (asked, isLater) = (Lock(0), Lock(false))
            let shows = try hub.open(
                subscription(),
                while: {
                    asked.withLock { $0 += 1 }
                    return true
                }
            )
            for _ in 1...2 {
                let before = asked.withLock { $0 }
                let loop = group.loops[0]
                loop.execute {
                    for _ in 0..<100 { hub.accessEnded() }
                    loop.schedule(after: 50) { isLater.withLock { $0 = true } }
                }
                #expect(await eventually { isLater.withLock { $0 } })
                // One; and those of heartbeats, where the machine is so slow that they come between.
                #expect((1...5).contains(asked.withLock { $0 } - before))
                isLater.withLock { $0 = false }
            }
            withExtendedLifetime(shows) {}
        }
    }

    @Test("after the end no stream is opened")
    func finished() async throws {
        try await withLoops { group in
            let (hub, _) = hub(group)
            hub.finishAll()
            #expect(throws: CommandFailure.self) { try hub.open(subscription()) }
        }
    }
}
