import DialectKit

extension ZapyAPISpoken {
    /// `POST …/check-numbers`: all in one call.
    static func checkNumbers(
        _ command: CheckNumbers,
        _ context: SpokenContext
    ) throws(CommandFailure) -> Conversation<[CheckNumbers.Answer]> {
        let call = try ZapyAPICall(context)
        guard !command.numbers.isEmpty else { return .done(Told([])) }
        let texts = command.numbers.map(\.zapyAPINumber)
        let body: JSONObject = ["numbers": .array(texts.map(JSONValue.string))]
        return .asking(call.request(.post, "check-numbers", json: body)) {
            (reply) throws(CommandFailure) in
            guard let results = try reply.zapyAPIObject()["results"]?.array else {
                throw UpstreamReply.unreadable
            }
            let found = Dictionary(
                results.map { ($0["number"]?.string ?? "", $0) },
                uniquingKeysWith: { first, _ in first }
            )
            let isAligned = results.count == texts.count
            let answers = command.numbers.enumerated().map { index, asked in
                let aligned = isAligned ? results[index] : nil
                return CheckNumbers.Answer(asked, found[texts[index]] ?? aligned)
            }
            let people = Observation.identities(in: answers, at: context.now)
            return Told(answers, observations: people)
        }
    }

    /// `GET …/contacts/{phone}/profile-picture`: `null` where there is none or it is hidden.
    static func profilePicture(
        _ command: GetProfilePicture,
        _ context: SpokenContext
    ) throws(CommandFailure) -> Conversation<GetProfilePicture.Outcome> {
        let contact = try command.subject.zapyAPI()
        let request = try ZapyAPICall(context)
            .request(.get, "contacts", contact, "profile-picture")
        return .asking(request) { (reply) throws(CommandFailure) in
            let url = try reply.zapyAPIObject()["url"]?.string ?? ""
            return Told(GetProfilePicture.Outcome(url: url.isEmpty ? nil : url))
        }
    }

    /// `POST` and `DELETE …/contacts/{phone}/block`.
    static func block(
        _ command: BlockContact,
        _ context: SpokenContext
    ) throws(CommandFailure) -> Conversation<BlockContact.Outcome> {
        let contact = try command.contact.zapyAPI()
        let request = try ZapyAPICall(context)
            .request(command.isBlocked ? .post : .delete, "contacts", contact, "block")
        return .asking(request, giving: BlockContact.Outcome(), ZapyAPIError.check)
    }
}

extension Address {
    /// A number as the page's example has it, but with its server where bare digits mean another.
    fileprivate var zapyAPINumber: String {
        guard let digits = phone?.digits, digits.utf8.count != 11 else { return jid }
        return digits
    }
}

extension CheckNumbers.Answer {
    /// Reads what is known of a number; an address that cannot be read counts as the asked one.
    fileprivate init(_ asked: Address, _ result: JSONValue?) {
        guard result?["exists"]?.bool == true else {
            self.init(asked: asked, resolved: nil)
            return
        }
        switch result?.address("jid") {
        case .lid(let digits): self.init(asked: asked, resolved: asked, lid: digits)
        case let resolved: self.init(asked: asked, resolved: resolved ?? asked)
        }
    }
}
