import DialectKit

/// `DELETE /instance/logout/{instance}`: 400 when there is nothing to end.
enum DisconnectTalk {
    /// Says the end of the session.
    static func say(
        _ command: DisconnectInstance,
        _ context: SpokenContext
    ) throws(CommandFailure) -> Conversation<DisconnectInstance.Outcome> {
        .asking(try context.asking(.delete, "/instance/logout")) {
            (reply) throws(CommandFailure) -> Told<DisconnectInstance.Outcome> in
            context.ended(wasActive: try wasActive(reply))
        }
    }

    private static func wasActive(_ reply: UpstreamReply) throws(CommandFailure) -> Bool {
        if reply.status == 400, ErrorBody(reply)?.says("is not connected") == true { return false }
        _ = try EvolutionFailure.accepted(reply)
        return true
    }
}
