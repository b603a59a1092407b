import DialectKit

/// A refusal that reads `[object Object]`: the number check's result, or some other object, went
/// through `toString()`.
///
/// Whether the recipient is the reason is found out by asking about the recipient.
enum BlurredFailure {
    /// Asks for something about somebody, whose answer says no more than yes.
    static func asking<Outcome>(
        _ request: UpstreamRequest,
        about recipient: Address,
        _ context: SpokenContext,
        giving outcome: Outcome
    ) -> Conversation<Outcome> {
        asking(request, about: recipient, context) {
            (reply) throws(CommandFailure) -> Told<Outcome> in
            try EvolutionFailure.done(reply)
            return Told(outcome)
        }
    }

    /// Asks for something about somebody, and goes on: with `end` after a success, with a question
    /// after a blurred refusal, and with the failure after any other.
    static func asking<Outcome>(
        _ request: UpstreamRequest,
        about recipient: Address,
        _ context: SpokenContext,
        end: @escaping @Sendable (UpstreamReply) throws(CommandFailure) -> Told<Outcome>
    ) -> Conversation<Outcome> {
        .ask(request) { (reply) throws(CommandFailure) -> Conversation<Outcome> in
            try sort(reply, about: recipient, context, end: end)
        }
    }

    private static func sort<Outcome>(
        _ reply: UpstreamReply,
        about recipient: Address,
        _ context: SpokenContext,
        end: (UpstreamReply) throws(CommandFailure) -> Told<Outcome>
    ) throws(CommandFailure) -> Conversation<Outcome> {
        guard !reply.isSuccess, let body = ErrorBody(reply), body.isBlurred else {
            return .done(try end(reply))
        }
        let question = try CheckTalk.question([recipient], context)
        return .ask(question) { (answer) throws(CommandFailure) -> Conversation<Outcome> in
            let answers = try CheckTalk.read(answer, asked: [recipient])
            guard answers.first?.resolved == nil else { throw EvolutionFailure.broken }
            throw recipient.isGroup
                ? CommandFailure(.groupNotFound, "The account knows no such group")
                : EvolutionFailure.nobody
        }
    }
}
