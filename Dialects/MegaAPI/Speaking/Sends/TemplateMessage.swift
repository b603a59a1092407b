import DialectKit

/// Words with buttons as `templateMessage` takes them, in one of the two generations of its page.
///
/// The attribute table alone has reply buttons, the example alone a title, a header and copy
/// buttons. Where both are wanted, the table's word for a reply stands in the example (assumed).
struct TemplateMessage {
    fileprivate let content: ButtonsContent
    fileprivate let header: (type: String, url: String)?
    fileprivate let isOfTable: Bool

    /// Reads words with buttons.
    ///
    /// - Throws: `capability.unsupported` for a header that is no picture, film or document, or
    ///   that has no URL.
    init(_ content: ButtonsContent, _ context: SpokenContext) throws(CommandFailure) {
        self.content = content
        header = if let file = content.header { try Self.header(file, context) } else { nil }
        let actions = content.buttons.map(\.action)
        isOfTable =
            content.title == nil && content.header == nil && actions.contains(where: \.isReply)
            && !actions.contains(where: \.isCopy)
    }

    private static func header(
        _ file: MediaContent,
        _ context: SpokenContext
    ) throws(CommandFailure) -> (type: String, url: String) {
        let type: String? =
            switch file.kind {
            case .image: "image"
            case .video: "video"
            case .document: "document"
            case .videoNote, .audio, .voice, .sticker: nil
            }
        let url: String? =
            switch file.source {
            case .url(let url): url
            case .bytes(let bytes): context.share?(bytes, file.mediaType)
            case .kept: nil
            }
        guard let type, let url else {
            throw CommandFailure(
                .capabilityUnsupported,
                "A header must be a picture, a film or a document that has a URL"
            )
        }
        return (type, url)
    }
}

extension JSONWriter {
    /// Writes a template's members in the order of the vendor's body.
    mutating func templateBody(_ template: TemplateMessage) {
        let content = template.content
        if let title = content.title { member("title", title) }
        member("text", content.body)
        if let footer = content.footer {
            member(template.isOfTable ? "footerText" : "footer", footer)
        }
        if !template.isOfTable { member("type", template.header?.type ?? "text") }
        if let header = template.header { member("mediaUrl", header.url) }
        memberArray("buttons") { json in
            for button in content.buttons {
                json.object { $0.button(button, isOfTable: template.isOfTable) }
            }
        }
    }

    private mutating func button(_ button: ButtonsContent.Button, isOfTable: Bool) {
        let (type, payload): (String, String?) =
            switch button.action {
            case .reply: ("replyButton", nil)
            case .url(let url): (isOfTable ? "urlButton" : "url", url)
            case .call(let number): (isOfTable ? "callButton" : "call", number)
            case .copy(let text): ("copy", text)
            }
        member("type", type)
        member("title", button.title)
        if let payload { member("payload", payload) }
    }

    /// Writes a menu's members in the order of the vendor's body.
    mutating func listBody(_ list: ListContent) {
        member("buttonText", list.button)
        member("text", list.body)
        member("title", list.title)
        member("description", list.footer)
        memberArray("sections") { json in
            for section in list.sections { json.object { $0.section(section) } }
        }
        member("listType", 0)
    }
}

extension ButtonsContent.Button.Action {
    fileprivate var isReply: Bool {
        if case .reply = self { return true }
        return false
    }

    fileprivate var isCopy: Bool {
        if case .copy = self { return true }
        return false
    }
}
