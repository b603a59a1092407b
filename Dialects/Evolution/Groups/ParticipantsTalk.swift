import DialectKit

/// `POST /group/updateParticipant/{instance}`.
///
/// Its answer has a result for each person, in the order asked; the call succeeds when all failed.
enum ParticipantsTalk {
    /// Says a change of members.
    static func say(
        _ command: ChangeParticipants,
        _ context: SpokenContext
    ) throws(CommandFailure) -> Conversation<[Address]> {
        let body: JSONObject = [
            "action": .string(command.change.rawValue),
            "participants": .array(command.participants.map { .string($0.jid) }),
        ]
        let request = try context.asking(
            .post,
            "/group/updateParticipant",
            query: ("groupJid", command.group.jid),
            json: body
        )
        return .asking(request) { (reply) throws(CommandFailure) -> Told<[Address]> in
            let body = try EvolutionFailure.accepted(reply)
            return Told(try done(body["updateParticipants"], command))
        }
    }

    private static func done(
        _ results: JSONValue?,
        _ command: ChangeParticipants
    ) throws(CommandFailure) -> [Address] {
        guard let results = results?.array else { throw UpstreamReply.unreadable }
        let asked = command.participants
        var done: [Address] = []
        for (place, result) in results.enumerated()
        where command.change.isDone(status: result.integer("status")) {
            // A LID that stands for somebody asked by phone is that person.
            let resolved = result.address("jid")
            let person = place < asked.count ? asked[place] : resolved
            if let address = resolved?.phone.map(Address.phone) ?? person { done.append(address) }
        }
        guard !done.isEmpty || asked.isEmpty else {
            throw CommandFailure(.groupParticipantRefused, "WhatsApp refused every participant")
        }
        return done
    }
}
