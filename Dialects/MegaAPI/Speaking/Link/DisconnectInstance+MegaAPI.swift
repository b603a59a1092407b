import DialectKit

extension DisconnectInstance: SpokenCommand {
    /// `DELETE logout`; a phone that is not linked had nothing to end.
    func conversation(
        _ context: SpokenContext
    ) throws(CommandFailure) -> Conversation<DisconnectInstance.Outcome> {
        let request = try VendorInstance(context).request(.delete, "/rest/instance/{key}/logout")
        return .ask(request) { (reply) throws(CommandFailure) in
            let wasActive = VendorFailure.failure(of: reply)?.code != .instanceNotConnected
            if wasActive { _ = try reply.success() }
            let reason: Disconnect.Reason? = wasActive ? .logout : nil
            return .done(
                Told(
                    Outcome(instance: context.instance, wasActive: wasActive),
                    observations: context.observations([.link(.loggedOut, reason)])
                )
            )
        }
    }
}

extension RestartInstance: SpokenCommand {
    /// `DELETE restart`, which keeps the login; the link comes back later.
    func conversation(_ context: SpokenContext) throws(CommandFailure) -> Conversation<Instance> {
        let request = try VendorInstance(context).request(.delete, "/rest/instance/{key}/restart")
        return .ask(request) { (reply) throws(CommandFailure) in
            _ = try reply.success()
            return .done(context.told(context.comingUp))
        }
    }
}
