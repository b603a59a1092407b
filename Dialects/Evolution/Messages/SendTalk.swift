import DialectKit

/// `POST /message/send…/{instance}`: one call for each kind of content.
///
/// No call takes an id or a reference of the client, so each is made once. The recipient is a full
/// id: bare digits would go through the server's own rule for ninth digits.
enum SendTalk {
    /// Says a send.
    static func say(
        _ command: SendMessage,
        _ context: SpokenContext
    ) throws(CommandFailure) -> Conversation<SendMessage.Outcome> {
        try checkRecipient(command.recipient)
        let (path, content) = try call(command.content, context)
        var body: JSONObject = ["number": .string(command.recipient.jid)]
        for (key, value) in content.members { body[key] = value }
        let quoted = carriesQuote(command.content) ? command.quoted : nil
        let quote = quoted.map { QuotedBody($0, in: command.recipient, context) }
        body["quoted"] = quote?.json
        let request = try context.asking(
            .post,
            "/message/" + path,
            json: body,
            effect: .once
        )
        return BlurredFailure.asking(request, about: command.recipient, context) {
            (reply) throws(CommandFailure) -> Told<SendMessage.Outcome> in
            let sent = try SentAnswer(reply)
            return Told(
                sent.outcome(of: command, context),
                observations: sent.identities(of: command, at: context.now),
                losses: quote?.losses ?? []
            )
        }
    }

    private static func checkRecipient(_ recipient: Address) throws(CommandFailure) {
        switch recipient {
        case .phone, .lid, .group, .newsletter: return
        case .broadcast, .status:
            throw CommandFailure(
                .capabilityUnsupported,
                "This upstream sends to people, groups and channels only"
            )
        }
    }

    /// The call's last path segment, and what its body has besides the recipient.
    private static func call(
        _ content: Content,
        _ context: SpokenContext
    ) throws(CommandFailure) -> (String, JSONObject) {
        switch content {
        case .text(let text): return ("sendText", TextBody.json(text))
        case .media(let media): return try MediaBody(media).call()
        case .list(let list): return ("sendList", ListBody.json(list))
        case .buttons(let buttons): return ("sendButtons", try ButtonsBody.json(buttons, context))
        case .poll(let poll): return ("sendPoll", try PollBody.json(poll))
        case .reply:
            throw CommandFailure(.capabilityUnsupported, "This upstream cannot answer menus")
        }
    }

    /// Menus and buttons are relayed without what they quote.
    private static func carriesQuote(_ content: Content) -> Bool {
        switch content {
        case .text, .media, .poll, .reply: true
        case .list, .buttons: false
        }
    }
}
