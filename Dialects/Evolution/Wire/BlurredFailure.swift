import DialectKit

/// A refusal that reads `[object Object]`: the number check's result, or some other object, went
/// through `toString()`.
///
/// Whether the recipient is the reason is found out by asking about the recipient.
enum BlurredFailure {
    /// Goes on after an answer: with `end` after a success, with a question after a blurred
    /// refusal, and with the failure after any other.
    ///
    /// `otherwise` is the failure when the recipient is not the reason.
    static func sort<Outcome>(
        _ reply: UpstreamReply,
        about recipient: Address,
        _ context: SpokenContext,
        otherwise: CommandFailure,
        end: (UpstreamReply) throws(CommandFailure) -> Told<Outcome>
    ) throws(CommandFailure) -> Conversation<Outcome> {
        guard !reply.isSuccess, let body = ErrorBody(reply), body.isBlurred else {
            return .done(try end(reply))
        }
        let question = try CheckTalk.question([recipient], context)
        return .ask(question) { (answer) throws(CommandFailure) -> Conversation<Outcome> in
            let answers = try CheckTalk.read(answer, asked: [recipient])
            guard answers.first?.resolved == nil else { throw otherwise }
            throw recipient.isGroup
                ? CommandFailure(.groupNotFound, "The account knows no such group")
                : EvolutionFailure.nobody
        }
    }
}
