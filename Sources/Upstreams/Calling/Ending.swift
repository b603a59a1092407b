internal import Canonical

/// How a call ends that did not go well.
struct Ending: Error {
    /// What is known of it.
    enum Kind: String {
        case refused
        case neverReached = "never_reached"
        case unknown
    }

    let kind: Kind
    let failure: CommandFailure
    /// The word for the cause in the log.
    let cause: String

    init(_ kind: Kind, _ failure: CommandFailure, cause: String) {
        self.kind = kind
        self.failure = failure
        self.cause = cause
    }

    /// A call that did not begin.
    init(notBegun detail: String, cause: String, retryAfterSeconds: Int? = nil) {
        let failure = CommandFailure(
            .unavailable,
            detail,
            retryAfterSeconds: retryAfterSeconds
        )
        self.init(.neverReached, failure, cause: cause)
    }
}
