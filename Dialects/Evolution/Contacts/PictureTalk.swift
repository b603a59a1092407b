import DialectKit

/// `POST /chat/fetchProfilePictureUrl/{instance}`, which answers `null` for whatever goes wrong.
enum PictureTalk {
    /// Says the question.
    static func say(
        _ command: GetProfilePicture,
        _ context: SpokenContext
    ) throws(CommandFailure) -> Conversation<GetProfilePicture.Outcome> {
        let body: JSONObject = ["number": .string(command.subject.jid)]
        let request = try context.asking(.post, "/chat/fetchProfilePictureUrl", json: body)
        return .asking(request) {
            (reply) throws(CommandFailure) -> Told<GetProfilePicture.Outcome> in
            let body = try EvolutionFailure.accepted(reply)
            return Told(GetProfilePicture.Outcome(url: body.text("profilePictureUrl")))
        }
    }
}
