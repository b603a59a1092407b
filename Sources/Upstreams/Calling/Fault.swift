internal import Canonical
internal import HTTP

/// Why a request to an upstream got no answer.
enum Fault: Error, Equatable {
    /// The client of the network says why.
    case network(HTTPClientError)
    /// The upstream is left alone, for so many milliseconds yet.
    case open(milliseconds: Int)
    /// No time is left for another request.
    case late
    /// The caller gave up.
    case cancelled

    /// Whether it is certain that the upstream did not get the request.
    var neverReached: Bool {
        if case .network(let error) = self { error.neverReached } else { true }
    }

    /// Whether trying again may help.
    var isPassing: Bool {
        switch self {
        case .network(.cancelled), .open, .late, .cancelled: false
        case .network: true
        }
    }

    /// The word for it in the log.
    var name: String {
        switch self {
        case .open: "open"
        case .late: "late"
        case .cancelled, .network(.cancelled): "cancelled"
        case .network(.unreachable): "unreachable"
        case .network(.insecure): "insecure"
        case .network(.timedOut(let phase)): "timeout \(phase)"
        case .network(.closed): "closed"
        case .network(.malformed): "malformed"
        }
    }

    /// What the caller is told; never words of the upstream.
    var failure: CommandFailure {
        switch self {
        case .open(let milliseconds):
            CommandFailure(
                .unavailable,
                "The upstream does not answer and is left alone for a while",
                retryAfterSeconds: max(1, (milliseconds + 999) / 1_000)
            )
        case .late, .network(.timedOut):
            CommandFailure(.upstreamTimeout, "The upstream did not answer in time")
        case .cancelled, .network(.cancelled):
            CommandFailure(.unavailable, "The call of the upstream was given up")
        case .network(.unreachable):
            CommandFailure(.unavailable, "The upstream cannot be reached")
        case .network(.insecure):
            CommandFailure(.unavailable, "The upstream's certificate is not trusted")
        case .network(.closed):
            CommandFailure(.unavailable, "The upstream closed the connection without an answer")
        case .network(.malformed):
            CommandFailure(.upstreamProtocol, "The upstream's answer broke a rule or a limit")
        }
    }
}

extension FailureCode {
    /// Whether an answer that means this leaves open what the request did.
    var leavesOpen: Bool {
        switch self {
        case .unavailable, .upstreamTimeout, .upstreamProtocol: true
        default: false
        }
    }
}
