import DialectKit

/// `GET /chat/blocklist`, spoken.
enum SpokenBlocklist {
    static func say(
        _ command: ListBlocked,
        _ context: SpokenContext
    ) throws(CommandFailure) -> Conversation<ListBlocked.Outcome> {
        let request = try UpstreamRequest.uazapi(.get, "/chat/blocklist", in: context)
        return .asking(request) {
            (reply) throws(CommandFailure) -> Told<ListBlocked.Outcome> in
            let json = try reply.uazapiJSON(context)
            guard let blocked = told(json) else { throw UpstreamReply.unreadable }
            return Told(blocked)
        }
    }

    /// The list in an answer, nil where there is none; Go writes an empty one as null.
    static func told(_ json: JSONValue) -> [Address]? {
        guard let list = json["blockList"] else { return nil }
        return (list.array ?? []).compactMap { $0.string.flatMap { Address(parsing: $0) } }
    }
}
