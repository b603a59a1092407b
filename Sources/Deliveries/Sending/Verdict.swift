internal import Canonical
internal import HTTP

/// What an attempt's outcome means.
enum Verdict: Equatable {
    /// The receiver took it: any 2xx.
    case taken(status: Int)
    /// The receiver wants nothing any more: 410.
    case gone
    /// It is to be tried again, after that many milliseconds at the least if the receiver says so.
    case failed(DeliveryFault, status: Int?, retryAfterMilliseconds: Int64?)
    /// The attempt was broken off here and says nothing of the receiver.
    case cancelled

    /// Judges an answer by its status, and by `Retry-After` where the status is 429 or 503.
    init(status: Int, retryAfter: String?, at now: Timestamp) {
        switch status {
        case 200...299: self = .taken(status: status)
        case 300...399: self = .failed(.redirect, status: status, retryAfterMilliseconds: nil)
        case 410: self = .gone
        case 429, 503:
            let pause = retryAfter.flatMap { RetryAfter.milliseconds($0, at: now) }
            self = .failed(.status, status: status, retryAfterMilliseconds: pause)
        default: self = .failed(.status, status: status, retryAfterMilliseconds: nil)
        }
    }

    /// Judges that no answer came.
    init(_ error: HTTPClientError) {
        let fault: DeliveryFault
        switch error {
        case .unreachable: fault = .unreachable
        case .insecure: fault = .insecure
        case .timedOut: fault = .timeout
        case .closed: fault = .closed
        case .malformed: fault = .malformed
        case .cancelled:
            self = .cancelled
            return
        }
        self = .failed(fault, status: nil, retryAfterMilliseconds: nil)
    }

    /// The answer's status, nil when none came.
    var status: Int? {
        switch self {
        case .taken(let status): status
        case .gone: 410
        case .failed(_, let status, _): status
        case .cancelled: nil
        }
    }

    /// What went wrong, nil when nothing did.
    var fault: DeliveryFault? {
        switch self {
        case .taken, .cancelled: nil
        case .gone: .gone
        case .failed(let fault, _, _): fault
        }
    }

    /// Whether the receiver is there and works, whatever it thinks of this one delivery; nil when
    /// the attempt does not tell.
    var isUp: Bool? {
        switch self {
        case .taken, .gone: true
        case .failed(_, let status?, _): status < 500 && status != 429
        case .failed: false
        case .cancelled: nil
        }
    }
}
