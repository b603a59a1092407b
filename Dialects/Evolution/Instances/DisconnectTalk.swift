import DialectKit

/// `DELETE /instance/logout/{instance}`: 400 when there is nothing to end.
enum DisconnectTalk {
    /// Says the end of the session.
    static func say(
        _ command: DisconnectInstance,
        _ context: SpokenContext
    ) throws(CommandFailure) -> Translation<DisconnectInstance.Outcome> {
        Translation(asking: try context.asking(.delete, "/instance/logout")) {
            (reply) throws(CommandFailure) -> Told<DisconnectInstance.Outcome> in
            let wasActive = try wasActive(reply)
            return Told(
                DisconnectInstance.Outcome(instance: context.instance, wasActive: wasActive),
                observations: observations(wasActive, context)
            )
        }
    }

    private static func wasActive(_ reply: UpstreamReply) throws(CommandFailure) -> Bool {
        if reply.status == 400, ErrorBody(reply)?.says("is not connected") == true { return false }
        _ = try EvolutionFailure.accepted(reply)
        return true
    }

    private static func observations(
        _ wasActive: Bool,
        _ context: SpokenContext
    ) -> [Observation] {
        if wasActive { return [Observation(.link(.loggedOut, .logout), at: context.now)] }
        guard !LinkWords.isDown(context.instance.state) else { return [] }
        return [Observation(.link(.disconnected, nil), at: context.now)]
    }
}
