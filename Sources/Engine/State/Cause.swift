internal import Canonical

/// What brought an event about.
struct Cause {
    /// The command, nil when a read caused it.
    let command: CommandID?
    /// The request.
    let requestID: String?
}
