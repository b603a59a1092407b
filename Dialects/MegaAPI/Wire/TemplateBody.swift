import DialectKit

/// The body of `POST /rest/sendMessage/{key}/templateMessage`, in both generations of the page.
///
/// The attribute table has `footerText` and `replyButton`, `urlButton`, `callButton`; the example
/// has `title`, `footer`, `type`, `mediaUrl` and `copy`, `url`, `call`. They may be mixed.
struct TemplateBody: WireDecodable {
    let command: SendMessage

    init(from object: WireObject) throws(WireError) {
        let data = try object.object("messageData")
        let recipient = try data.recipient("to")
        let content = ButtonsContent(
            title: try data.optionalString("title"),
            body: try data.filledString("text"),
            footer: try data.firstString("footer", "footerText"),
            header: try Self.header(data),
            buttons: try Self.buttons(data)
        )
        command = SendMessage(recipient: recipient, content: .buttons(content))
    }

    private static func header(_ data: WireObject) throws(WireError) -> MediaContent? {
        let kind: MediaContent.Kind
        switch try data.optionalString("type") {
        case nil, "text": return nil
        case "image": kind = .image
        case "video": kind = .video
        case "document": kind = .document
        case let other:
            throw data.invalid("type", "must be one of text, image, video, document", value: other)
        }
        return MediaContent(kind: kind, source: .url(try data.filledString("mediaUrl")))
    }

    private static func buttons(
        _ data: WireObject
    ) throws(WireError) -> [ButtonsContent.Button] {
        var buttons: [ButtonsContent.Button] = []
        for button in try data.objects("buttons") {
            let title = try button.filledString("title")
            let action = try Self.action(button, title: title)
            buttons.append(ButtonsContent.Button(title: title, action: action))
        }
        guard !buttons.isEmpty else { throw data.invalid("buttons", "must not be empty") }
        return buttons
    }

    /// What a button does; a reply answers with its title when the caller gave no payload.
    private static func action(
        _ button: WireObject,
        title: String
    ) throws(WireError) -> ButtonsContent.Button.Action {
        let type = try button.filledString("type")
        switch type {
        case "replyButton", "reply":
            return .reply(id: try button.optionalString("payload") ?? title)
        case "urlButton", "url": return .url(try button.filledString("payload"))
        case "callButton", "call": return .call(try button.filledString("payload"))
        case "copyButton", "copy": return .copy(try button.filledString("payload"))
        default:
            throw button.invalid("type", "must be one of reply, url, call, copy", value: type)
        }
    }
}
