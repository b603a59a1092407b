extension Conversation {
    /// One request, whose answer is the end.
    public static func asking(
        _ request: UpstreamRequest,
        then end: @escaping @Sendable (UpstreamReply) throws(CommandFailure) -> Told<Outcome>
    ) -> Conversation {
        .ask(request) { (reply) throws(CommandFailure) -> Conversation in .done(try end(reply)) }
    }

    /// One request, whose answer says no more than yes: `check` throws what a refusal means.
    public static func asking(
        _ request: UpstreamRequest,
        giving outcome: Outcome,
        _ check: @escaping @Sendable (UpstreamReply) throws(CommandFailure) -> Void
    ) -> Conversation {
        .asking(request) { (reply) throws(CommandFailure) -> Told<Outcome> in
            try check(reply)
            return Told(outcome)
        }
    }
}
