import DialectKit

/// `POST /chat/check`, spoken.
enum SpokenCheck {
    static func say(
        _ command: CheckNumbers,
        _ context: SpokenContext
    ) throws(CommandFailure) -> Conversation<[CheckNumbers.Answer]> {
        let asked = command.numbers.map { $0.phone?.digits ?? $0.jid }
        let body: JSONObject = ["numbers": .array(asked.map { .string($0) })]
        let request = try UpstreamRequest.uazapi(.post, "/chat/check", body, in: context)
        return .asking(request) {
            (reply) throws(CommandFailure) -> Told<[CheckNumbers.Answer]> in
            guard let entries = try reply.uazapiJSON(context).array else {
                throw UpstreamReply.unreadable
            }
            var told = Told([CheckNumbers.Answer]())
            for (index, number) in command.numbers.enumerated() {
                let entry = entry(for: asked[index], at: index, in: entries)
                guard let entry else { throw UpstreamReply.unreadable }
                let address = entry.address("jid")
                let lid = entry.lid("lid") ?? address?.lid
                told.outcome.append(answer(number, entry, address, lid))
            }
            told.observations = Observation.identities(in: told.outcome, at: context.now)
            return told
        }
    }

    /// The entry that repeats the number, which is the one in its place unless the order changed.
    private static func entry(
        for asked: String,
        at index: Int,
        in entries: [JSONValue]
    ) -> JSONValue? {
        if entries.indices.contains(index), entries[index].text("query") == asked {
            return entries[index]
        }
        return entries.first { $0.text("query") == asked }
    }

    /// The address is that of `jid`; `query` only repeats what was asked.
    private static func answer(
        _ asked: Address,
        _ entry: JSONValue,
        _ address: Address?,
        _ lid: String?
    ) -> CheckNumbers.Answer {
        CheckNumbers.Answer(
            asked: asked,
            resolved: entry.flag("isInWhatsapp") ? address ?? asked : nil,
            lid: lid,
            verifiedName: entry.text("verifiedName")
        )
    }
}
