import DialectKit

extension GetProfilePicture: SpokenCommand {
    /// `getProfilePicture` in full size; without a picture `data` is absent, empty or `null`.
    func conversation(
        _ context: SpokenContext
    ) throws(CommandFailure) -> Conversation<GetProfilePicture.Outcome> {
        let request = try VendorInstance(context).request(
            .get,
            "/rest/instance/getProfilePicture/{key}",
            query: [("to", subject.jid), ("type", "image")]
        )
        return .ask(request) { (reply) throws(CommandFailure) in
            .done(Told(Outcome(url: try reply.success().text("data"))))
        }
    }
}

extension BlockContact: SpokenCommand {
    /// `blockChat`, whose body is flat.
    func conversation(
        _ context: SpokenContext
    ) throws(CommandFailure) -> Conversation<BlockContact.Outcome> {
        let request = try VendorInstance(context).post("/rest/chat/{key}/blockChat") { json in
            json.member("to", contact.jid)
            json.member("option", isBlocked)
        }
        return .ask(request) { (reply) throws(CommandFailure) in
            _ = try reply.success()
            return .done(Told(Outcome()))
        }
    }
}
