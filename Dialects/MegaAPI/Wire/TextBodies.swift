import DialectKit

/// The body of `POST /rest/sendMessage/{key}/text`.
///
/// `linkPreview` and `isGroup` are sent by clients and change nothing.
struct TextBody: WireDecodable {
    let command: SendMessage

    init(from object: WireObject) throws(WireError) {
        let data = try object.object("messageData")
        command = SendMessage(
            recipient: try data.recipient("to"),
            content: .text(TextContent(try data.filledString("text")))
        )
    }
}

/// The body of `POST /rest/sendMessage/{key}/quoteMessage`: a text, and the message it answers.
///
/// The vendor's example sends an empty `key`. It names no message, so it is refused (assumed).
struct QuoteBody: WireDecodable {
    let command: SendMessage

    init(from object: WireObject) throws(WireError) {
        let data = try object.object("messageData")
        let recipient = try data.recipient("to")
        let text = try data.filledString("text")
        let (key, id) = try data.messageKey()
        let quote = Quote(id: id, sender: key.sender, content: try Self.quoted(data))
        command = SendMessage(
            recipient: recipient,
            content: .text(TextContent(text)),
            quoted: quote
        )
    }

    /// The words of the `message` handed back, nil when it is no text; the store knows the rest.
    private static func quoted(_ data: WireObject) throws(WireError) -> Content? {
        guard let message = try data.optionalObject("message") else { return nil }
        let extended = try message.optionalObject("extendedTextMessage")
        let text = try message.optionalString("conversation") ?? extended?.json["text"]?.string
        return text.map { .text(TextContent($0)) }
    }
}
