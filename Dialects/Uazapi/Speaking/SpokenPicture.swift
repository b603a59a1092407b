import DialectKit

/// `POST /chat/details`, spoken: the picture is a member of the Chat object.
enum SpokenPicture {
    static func say(
        _ command: GetProfilePicture,
        _ context: SpokenContext
    ) throws(CommandFailure) -> Conversation<GetProfilePicture.Outcome> {
        let body: JSONObject = ["number": .string(command.subject.jid), "preview": false]
        let request = try UpstreamRequest.uazapi(.post, "/chat/details", body, in: context)
        return .asking(request) {
            (reply) throws(CommandFailure) -> Told<GetProfilePicture.Outcome> in
            let json = try reply.uazapiJSON(context)
            guard json.object != nil else { throw UpstreamReply.unreadable }
            return Told(GetProfilePicture.Outcome(url: json.text("image", "imagePreview")))
        }
    }
}
