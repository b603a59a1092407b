public import DialectKit

/// Plays an upstream's part in a conversation, with answers that are known beforehand.
public struct ConversationPlay<Outcome: Sendable> {
    /// What was asked, in order.
    public private(set) var requests: [UpstreamRequest] = []
    /// How long was waited in all, in milliseconds.
    public private(set) var pausedMilliseconds = 0
    /// How it ended; nil when an answer was wanted and none was left.
    public private(set) var end: Result<Told<Outcome>, CommandFailure>?

    /// Plays a conversation through, giving one answer after the other.
    public init(_ conversation: Conversation<Outcome>, answers: [UpstreamReply] = []) {
        var step = conversation
        var answers = answers[...]
        do throws(CommandFailure) {
            while end == nil {
                switch step {
                case .done(let told): end = .success(told)
                case .pause(let milliseconds, let then):
                    pausedMilliseconds += milliseconds
                    step = try then()
                case .ask(let request, let then):
                    requests.append(request)
                    guard let answer = answers.popFirst() else { return }
                    step = try then(answer)
                }
            }
        } catch {
            end = .failure(error)
        }
    }
}
