import DialectKit

/// `POST /chat/whatsappNumbers/{instance}`.
///
/// Phones go as digits here and nowhere else: only then does the server look for both forms of a
/// number. `number` in the answer is what was asked and `jid` is the truth.
enum CheckTalk {
    /// Says a check.
    static func say(
        _ command: CheckNumbers,
        _ context: SpokenContext
    ) throws(CommandFailure) -> Conversation<CheckNumbers.Outcome> {
        guard !command.numbers.isEmpty else { return .done(Told([])) }
        return .asking(try question(command.numbers, context)) {
            (reply) throws(CommandFailure) -> Told<CheckNumbers.Outcome> in
            let answers = try read(reply, asked: command.numbers)
            let people = Observation.identities(in: answers, at: context.now)
            return Told(answers, observations: people)
        }
    }

    /// The question, each number once, for the server refuses duplicates.
    static func question(
        _ numbers: [Address],
        _ context: SpokenContext
    ) throws(CommandFailure) -> UpstreamRequest {
        var texts: [JSONValue] = []
        for text in numbers.map(spelling) where !texts.contains(.string(text)) {
            texts.append(.string(text))
        }
        return try context.asking(
            .post,
            "/chat/whatsappNumbers",
            json: ["numbers": .array(texts)]
        )
    }

    /// What is known of each, in the order asked.
    static func read(
        _ reply: UpstreamReply,
        asked: [Address]
    ) throws(CommandFailure) -> [CheckNumbers.Answer] {
        guard reply.isSuccess else { throw EvolutionFailure.of(reply) }
        guard let rows = reply.json?.array else { throw UpstreamReply.unreadable }
        let answers = Dictionary(
            rows.compactMap { row in row.text("number").map { ($0, row) } },
            uniquingKeysWith: { first, _ in first }
        )
        return asked.map { answer($0, answers[spelling($0)]) }
    }

    private static func spelling(_ address: Address) -> String {
        address.phone?.digits ?? address.jid
    }

    private static func answer(_ asked: Address, _ row: JSONValue?) -> CheckNumbers.Answer {
        guard let row, row["exists"]?.bool == true, let resolved = row.address("jid") else {
            return CheckNumbers.Answer(asked: asked, resolved: nil)
        }
        return CheckNumbers.Answer(
            asked: asked,
            resolved: resolved,
            // The word `lid`, which stands there for "is one", is no address.
            lid: row.lid("lid") ?? resolved.lid ?? asked.lid
        )
    }
}
