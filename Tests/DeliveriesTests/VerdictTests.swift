import Canonical
import HTTP
import Testing

@testable import Deliveries

@Suite("What an attempt's outcome means")
struct VerdictTests {
    private static let now = Timestamp(milliseconds: 1_000_000)

    @Test(
        "a status says whether the receiver took it",
        arguments: [
            (200, Verdict.taken(status: 200)), (204, .taken(status: 204)),
            (299, .taken(status: 299)),
            (301, .failed(.redirect, status: 301, retryAfterMilliseconds: nil)),
            (304, .failed(.redirect, status: 304, retryAfterMilliseconds: nil)),
            (400, .failed(.status, status: 400, retryAfterMilliseconds: nil)),
            (410, .gone),
            (429, .failed(.status, status: 429, retryAfterMilliseconds: 7_000)),
            (500, .failed(.status, status: 500, retryAfterMilliseconds: nil)),
            (503, .failed(.status, status: 503, retryAfterMilliseconds: 7_000)),
        ]
    )
    func status(_ status: Int, _ verdict: Verdict) {
        #expect(Verdict(status: status, retryAfter: "7", at: Self.now) == verdict)
    }

    @Test(
        "no answer has a word for its reason",
        arguments: [
            (HTTPClientError.unreachable, DeliveryFault.unreachable), (.insecure, .insecure),
            (.timedOut(.resolve), .timeout), (.timedOut(.body), .timeout),
            (.closed(reached: true), .closed),
        ]
    )
    func error(_ error: HTTPClientError, _ fault: DeliveryFault) {
        #expect(Verdict(error) == .failed(fault, status: nil, retryAfterMilliseconds: nil))
    }

    @Test("what was broken off here says nothing of the receiver")
    func cancelled() {
        #expect(Verdict(.cancelled(reached: true)) == .cancelled)
        #expect(Verdict.cancelled.isUp == nil)
    }

    @Test(
        "a receiver that answers is up, unless it says that it is not",
        arguments: [
            (200, true), (302, true), (404, true), (429, false), (500, false), (503, false),
        ]
    )
    func isUp(_ status: Int, _ isUp: Bool) {
        #expect(Verdict(status: status, retryAfter: nil, at: Self.now).isUp == isUp)
    }

    @Test(
        "Retry-After is read in seconds and as a date, up to an hour",
        arguments: [
            ("0", 0), ("120", 120_000), ("3599", 3_599_000), ("3600", 3_600_000),
            ("99999999999999999999", 3_600_000), ("Thu, 01 Jan 1970 00:20:00 GMT", 200_000),
            ("Thu, 01 Jan 1970 00:00:00 GMT", 0), ("Sun, 06 Nov 2094 08:49:37 GMT", 3_600_000),
            ("", nil), ("-1", nil), ("1.5", nil), ("soon", nil),
            ("Sunday, 06-Nov-94 08:49:37 GMT", nil), ("Thu, 32 Jan 1970 00:20:00 GMT", nil),
        ] as [(String, Int64?)]
    )
    func retryAfter(_ text: String, _ milliseconds: Int64?) {
        #expect(RetryAfter.milliseconds(text, at: Self.now) == milliseconds)
    }
}
