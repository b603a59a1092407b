import DialectKit
import Observability
import Synchronization
import Testing

@testable import Gateway

/// A clock that is moved by hand.
final class Hand: Sendable {
    let now = Atomic<Int64>(0)

    func move(_ milliseconds: Int64) { now.wrappingAdd(milliseconds, ordering: .relaxed) }

    /// A limiter that goes by it, and begins in November 2023.
    func limiter() -> RateLimiter {
        RateLimiter(
            monotonic: { [self] in now.load(ordering: .relaxed) },
            wall: { [self] in 1_700_000_000_000 &+ now.load(ordering: .relaxed) }
        )
    }
}

@Suite("A vendor's rate limit counts each tenant's requests")
struct RateLimiterTests {
    private let hand = Hand()
    private let limit = RateLimit(burst: 60, refillPerSecond: 1)
    private let dialect = DialectID("one")

    @Test("a burst goes through, one more waits for as long as it is told, and then goes through")
    func burst() throws {
        let limiter = hand.limiter()
        let tenant = TenantID("busy")
        for left in (0..<60).reversed() {
            let reading = limiter.charge(limit, tenant, dialect, isFree: false)
            #expect(reading.retryAfterSeconds == nil)
            #expect(reading.allowance.remaining == left)
        }
        hand.move(400)
        let refused = limiter.charge(limit, tenant, dialect, isFree: false)
        #expect(refused.allowance.remaining == 0)
        #expect(refused.allowance.resetsAt.milliseconds == 1_700_000_060_000)
        #expect(refused.retryAfterSeconds == 1)
        hand.move(600)
        #expect(limiter.charge(limit, tenant, dialect, isFree: false).retryAfterSeconds == nil)
        #expect(limiter.charge(limit, tenant, dialect, isFree: false).retryAfterSeconds == 1)
    }

    @Test("what costs nothing is counted for nobody, and never refused")
    func free() {
        let limiter = hand.limiter()
        let tenant = TenantID("t")
        for _ in 0..<100 {
            let reading = limiter.charge(limit, tenant, dialect, isFree: true)
            #expect(reading.allowance.remaining == 60 && reading.retryAfterSeconds == nil)
        }
        for _ in 0..<60 { _ = limiter.charge(limit, tenant, dialect, isFree: false) }
        #expect(limiter.charge(limit, tenant, dialect, isFree: false).retryAfterSeconds == 1)
        #expect(limiter.charge(limit, tenant, dialect, isFree: true).retryAfterSeconds == nil)
    }

    @Test("tenants do not use each other's up, nor one dialect another's")
    func apart() {
        let limiter = hand.limiter()
        for _ in 0..<61 { _ = limiter.charge(limit, TenantID("a"), dialect, isFree: false) }
        for (tenant, dialect, left) in [("b", "one", 59), ("a", "two", 59), ("a", "one", 0)] {
            let id = DialectID(dialect)
            let reading = limiter.charge(limit, TenantID(tenant), id, isFree: false)
            #expect(reading.allowance.remaining == left)
        }
    }

    @Test("customers whose buckets are full again are forgotten")
    func bounded() {
        let limiter = hand.limiter()
        for number in 0..<100_000 {
            hand.move(1)
            _ = limiter.charge(limit, TenantID("t\(number)"), dialect, isFree: false)
        }
        // A bucket fills within a second here, in which a thousand others come.
        #expect(limiter.count <= 4096)
    }

    @Test("a clock that stands still, or a limit of nothing, is no reason to trap")
    func edges() {
        let limiter = hand.limiter()
        let strange = RateLimit(burst: 0, refillPerSecond: 0)
        let tenant = TenantID("t")
        #expect(limiter.charge(strange, tenant, dialect, isFree: false).retryAfterSeconds == nil)
        let refused = limiter.charge(strange, tenant, dialect, isFree: false)
        #expect(refused.retryAfterSeconds == 1000)
        hand.move(.max)
        #expect(limiter.charge(strange, tenant, dialect, isFree: false).retryAfterSeconds == nil)
    }
}

@Suite("The front limits rates")
struct RateLimitAnswerTests {
    private static let names = ["X-RateLimit-Limit", "X-RateLimit-Remaining", "X-RateLimit-Reset"]

    @Test("every answer after authentication says what is left, the last one when to come again")
    func fields() async throws {
        let stage = try await FrontStage(limiter: Hand().limiter())
        for (path, status, left) in [("/things", 200, "2"), ("/things/no", 400, "1")] {
            let answer = await stage.send(.get, "/front" + path)
            #expect(answer.status == status)
            #expect(answer.field("X-RateLimit-Limit") == "3")
            #expect(answer.field("X-RateLimit-Remaining") == left)
        }
        let (head, _) = try stage.open("/front/stream")
        #expect(head.field("X-RateLimit-Remaining") == "0")
        let refused = await stage.send(.get, "/front/things")
        #expect(refused.status == 429)
        #expect(refused.json["oops"]?.string == "rate.limited")
        #expect(refused.field("Retry-After") == "2")
        #expect(refused.field("X-RateLimit-Remaining") == "0")
        #expect(refused.field("X-RateLimit-Reset") == "1700000006")
        let free = await stage.send(.get, "/front/free")
        #expect(free.status == 200 && free.field("X-RateLimit-Remaining") == "0")
    }

    @Test("nobody's bucket pays for a credential that is wrong")
    func unauthenticated() async throws {
        let stage = try await FrontStage(limiter: Hand().limiter())
        for _ in 0..<5 {
            let answer = await stage.send(.get, "/front/things", key: "front_wrong")
            #expect(answer.status == 400)
            #expect(Self.names.allSatisfy { answer.field($0) == nil })
        }
        #expect(await stage.send(.get, "/front/things").field("X-RateLimit-Remaining") == "2")
    }

    @Test("where rates are not limited nothing is counted and nothing said")
    func off() async throws {
        let stage = try await FrontStage()
        for _ in 0..<5 {
            let answer = await stage.send(.get, "/front/things")
            #expect(answer.status == 200)
            #expect(Self.names.allSatisfy { answer.field($0) == nil })
        }
    }
}
