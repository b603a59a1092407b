import DialectKit

extension CheckNumbers: SpokenCommand {
    /// `isOnWhatsApp`, one number a call, one call after the other.
    func conversation(
        _ context: SpokenContext
    ) throws(CommandFailure) -> Conversation<[CheckNumbers.Answer]> {
        Self.asking(try VendorInstance(context), numbers[...], answers: [], at: context.now)
    }

    private static func asking(
        _ vendor: VendorInstance,
        _ numbers: ArraySlice<Address>,
        answers: [Answer],
        at moment: Timestamp
    ) -> Conversation<[Answer]> {
        guard let asked = numbers.first else {
            let people = Observation.identities(in: answers, at: moment)
            return .done(Told(answers, observations: people))
        }
        let request = vendor.request(
            .get,
            "/rest/instance/isOnWhatsApp/{key}",
            query: [("jid", asked.jid)]
        )
        return .ask(request) { (reply) throws(CommandFailure) in
            let answer = try Answer(reply, to: asked)
            return asking(vendor, numbers.dropFirst(), answers: answers + [answer], at: moment)
        }
    }
}

extension CheckNumbers.Answer {
    /// Reads the one answer without an envelope; a missing `exists` is a no.
    fileprivate init(_ reply: UpstreamReply, to asked: Address) throws(CommandFailure) {
        if VendorFailure.failure(of: reply)?.code == .recipientNotOnWhatsApp {
            self.init(asked: asked, resolved: nil)
            return
        }
        let answer = try reply.success()
        guard answer.flag("exists") else {
            self.init(asked: asked, resolved: nil)
            return
        }
        let found = answer.address("jid") ?? asked
        if case .lid(let lid) = found, asked.phone != nil {
            self.init(asked: asked, resolved: asked, lid: lid)
        } else {
            self.init(asked: asked, resolved: found)
        }
    }
}
