import Canonical
import DialectKit
import Engine
import HTTP
import Observability
import Reactor
import Testing

@testable import Upstreams

/// Upstreams in the toy language over a client of their own.
final class Stage: Sendable {
    let upstreams: HTTPUpstreams
    let shelf: ShareShelf
    let lines = Lock<[String]>([])

    /// One for all tests; its loops run until the process ends.
    static let client: HTTPClient? = {
        guard let group = try? EventLoopGroup(count: 1), (try? group.start()) != nil,
            let resolver = try? Resolver(threads: 1, queueLimit: 16)
        else { return nil }
        return HTTPClient(group: group, resolver: resolver)
    }()

    init(
        _ speech: UpstreamSpeech = Toy.speech(),
        clock: HandClock? = nil,
        _ change: (inout UpstreamOptions) -> Void = { _ in }
    ) throws {
        var options = UpstreamOptions()
        options.retryDelayMilliseconds = 1
        options.userAgent = "sotaque/test"
        options.publicURL = "https://gateway.example"
        change(&options)
        shelf = ShareShelf(now: { 0 })
        upstreams = HTTPUpstreams(
            Speeches([speech]),
            client: try #require(Self.client),
            shelf: shelf,
            options: options,
            clock: clock?.clock,
            log: Log(minimum: .debug) { [lines] line in lines.withLock { $0.append(line) } }
        )
    }

    func send(_ call: RemoteCall, _ text: String = "hi") async -> Ended {
        let send = SendMessage(recipient: .lid("1"), content: .text(TextContent(text)))
        return Ended(await upstreams.perform(send, call).end)
    }

    /// Something that may be done twice.
    func set(_ call: RemoteCall) async -> Ended {
        Ended(await upstreams.perform(SetAvailability(isAvailable: true), call).end)
    }

    static func call(
        _ url: String,
        instance: String = "ins_1",
        reference: String = "ref-1",
        policy: LossPolicy = .lenient,
        _ change: (inout UpstreamLimits) -> Void = { _ in }
    ) -> RemoteCall {
        var limits = UpstreamLimits()
        limits.firstByteMilliseconds = 10_000
        change(&limits)
        let now = Timestamp(milliseconds: 1_790_000_000_123)
        return RemoteCall(
            definition: UpstreamDefinition(
                id: UpstreamID("toy-1"),
                dialect: Toy.id,
                baseURL: url,
                settings: ["token": "of-the-account", "other": "kept"],
                limits: limits
            ),
            leg: InstanceRoute.Leg(
                upstream: UpstreamID("toy-1"),
                settings: ["token": "of-the-leg"],
                hookKey: "key-\(instance)"
            ),
            instance: Instance(
                id: InstanceID(instance),
                tenant: TenantID("tnt_1"),
                name: instance,
                createdAt: now
            ),
            now: now,
            reference: reference,
            policy: policy
        )
    }
}

/// How a call ended, without its outcome.
enum Ended: Equatable {
    case done
    case refused(FailureCode)
    case neverReached(FailureCode)
    case unknown(FailureCode)

    init<Outcome>(_ end: RemoteResult<Outcome>.End) {
        switch end {
        case .done: self = .done
        case .refused(let failure): self = .refused(failure.code)
        case .neverReached(let failure): self = .neverReached(failure.code)
        case .unknown(let failure): self = .unknown(failure.code)
        }
    }
}

/// Waits until something holds, at most ten seconds.
func until(_ holds: () -> Bool) async -> Bool {
    for _ in 0..<5_000 where !holds() { try? await Task.sleep(for: .milliseconds(2)) }
    return holds()
}
