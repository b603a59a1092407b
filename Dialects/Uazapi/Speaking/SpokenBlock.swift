import DialectKit

/// `POST /chat/block`, spoken.
enum SpokenBlock {
    static func say(
        _ command: BlockContact,
        _ context: SpokenContext
    ) throws(CommandFailure) -> Conversation<BlockContact.Outcome> {
        let body: JSONObject = [
            "number": .string(command.contact.jid), "block": .bool(command.isBlocked),
        ]
        let request = try UpstreamRequest.uazapi(.post, "/chat/block", body, in: context)
        return .asking(request) {
            (reply) throws(CommandFailure) -> Told<BlockContact.Outcome> in
            let json = try reply.uazapiJSON(context)
            return Told(BlockContact.Outcome(blocked: SpokenBlocklist.told(json)))
        }
    }
}
