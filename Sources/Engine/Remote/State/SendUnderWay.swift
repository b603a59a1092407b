internal import Canonical

/// A send that was written down and whose end is not known yet.
struct SendUnderWay {
    /// Its row of the journal.
    var record: CommandRecord
    /// The send as its client asked for it, files kept.
    let send: SendMessage
    /// For whom its client asked for it.
    let asked: Address
    /// The chat's turn that it holds.
    let lane: LaneKey
    /// What its echo is known by.
    let echo: UInt64
    /// What an upstream told of it before its own end was known, nil while nothing was.
    var early: EarlyEcho?
    /// Repeats of it, which get what it gets.
    var waiting: [CheckedContinuation<Result<SendMessage.Outcome, CommandFailure>?, Never>] = []

    /// The echo of a send that came before its answer.
    struct EarlyEcho {
        /// What the upstream calls the message.
        let upstreamID: MessageID
        /// Which upstream told.
        let upstream: UpstreamID
        /// Whether it named the send, rather than only looking like it.
        let isNamed: Bool
        /// The message as it was told.
        let message: Message
    }
}
