import DialectKit

extension Route {
    /// `GET /v1/limits`: what the customer may still ask for; the call itself costs nothing.
    ///
    /// It stands in the newer generation's pages only, and only `per_customer` is ever filled. Where
    /// the gateway applies no limit the bucket is full.
    static let readLimits = Route(
        answering: .get,
        "/v1/limits",
        "limits.get",
        access: .customerOrBound,
        respond: { request in
            let allowance = request.allowance ?? .full(at: request.receivedAt)
            return .json { writer in
                writer.object { writer in
                    writer.member("per_customer") { writer in
                        writer.member("limit", allowance.limit)
                        writer.member("remaining", allowance.remaining)
                        writer.member("reset_at", allowance.resetsAt.iso8601)
                    }
                    writer.member("per_channel", JSONValue.null)
                    writer.member("per_key", JSONValue.null)
                }
            }
        }
    )
}

extension RateLimit {
    /// Sixty at once and one more each second; per customer, as three of the vendor's pages say.
    static let whatIsUp = RateLimit(burst: 60, refillPerSecond: 1, exempt: ["limits.get"])
}

extension Allowance {
    fileprivate static func full(at now: Timestamp) -> Allowance {
        let burst = RateLimit.whatIsUp.burst
        return Allowance(limit: burst, remaining: burst, resetsAt: now)
    }
}
