public import Canonical
public import DialectKit
internal import Engine
public import Reactor

/// How deliveries are made: every figure that bounds them.
public struct DeliveryOptions: Sendable {
    /// When dialects without a schedule of their own try again, and how long an attempt may take.
    public var retries = RetrySchedule.ladder
    /// Comes before every dialect's own schedule; nil to keep those.
    public var override: RetrySchedule?
    /// So many attempts at once.
    public var inFlight = 256
    /// So many attempts of one tenant's at once, so that none takes all places.
    public var perTenant: Int { max(inFlight / 4, 1) }
    /// So many attempts of one tenant's at once at one scheme, host and port.
    public var perHost = 4
    /// So many deliveries of an endpoint wait in memory for a turn; the others wait in the store.
    public var waitingPerEndpoint = 16
    /// So many deliveries are in memory at once, those that wait for their results to be durable
    /// included.
    public var claims = 1024
    /// About so many bytes of deliveries are in memory at once.
    public var claimedBytes = 32 << 20
    /// So many deliveries are asked for at once.
    public var pageSize = 256
    /// So many deliveries of a chat are asked for along with the one that is due, so that a chat
    /// waits neither for the store nor for the disk between two of them.
    public var ahead = 31
    /// So many results are written down at once.
    public var batchSize = 512
    /// So much of an answer is read.
    public var responseBytes = 16 * 1024
    /// So many failures in a row make an endpoint rest.
    public var failuresBeforeRest = 10
    /// How long it rests at first, in milliseconds; each probe in vain doubles it.
    public var restMilliseconds = 5_000
    /// How long it rests at the most, in milliseconds.
    public var longestRestMilliseconds = 60_000
    /// An endpoint that failed for so many milliseconds without one success is switched off.
    public var failingMilliseconds: Int64 = 5 * 86_400_000
    /// The store is asked at least so often, in milliseconds: the system's clock may be set.
    public var longestPauseMilliseconds = 30_000
    /// How long attempts have to finish when the worker is stopped, in milliseconds.
    public var stopMilliseconds = 15_000
    /// Which URLs may be called; those of endpoints were judged when they were registered.
    public var policy = TargetURL.Policy(allowsPlainHTTP: true)
    /// The system's clock, by which deliveries are due and signed.
    public var now: @Sendable () -> Timestamp = {
        Timestamp(milliseconds: WorldClock.system())
    }
    /// A random number from 0 to 1, by which retries spread.
    public var luck: @Sendable () -> Double = { Double.random(in: 0...1) }

    /// Starts with the defaults.
    public init() {}
}

extension DeliveryOptions {
    var circuit: Circuit.Rules {
        Circuit.Rules(
            failures: max(failuresBeforeRest, 1),
            pause: restMilliseconds,
            longestPause: longestRestMilliseconds
        )
    }

    func terms(_ judge: AddressJudge?) -> DeliveryTerms {
        DeliveryTerms(judge: judge, policy: policy, responseBytes: responseBytes)
    }
}
