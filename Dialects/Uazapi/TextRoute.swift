import DialectKit

extension Route {
    /// `POST /send/text`: sends words to a person, a group or a channel.
    static let sendText = Route(
        .post,
        "/send/text",
        "send.text",
        access: .instance,
        body: TextBody.self,
        becoming: [SendMessage.self],
        invoke: { body, _ in
            body.options.invocation(
                sending: .text(TextContent(body.text, mentions: body.options.mentions)),
                confirmation: "Message sent successfully"
            )
        }
    ).making(["text"])
}

/// The body of `POST /send/text`; the members of the link preview are read past.
struct TextBody: WireDecodable {
    let options: SendOptions
    let text: String

    init(from object: WireObject) throws(WireError) {
        let missing = "Missing number or text"
        guard let text = try object.optionalString("text"), !text.isEmpty else {
            throw WireError(.missing, path: "text", missing)
        }
        self.text = text
        options = try SendOptions(from: object, missing: missing)
    }
}
