import DialectKit

/// What a message says, out of WhatsApp's protocol in the library's JSON.
///
/// The content is found by its member and not by `messageType`, which may name a sibling.
struct HookContent {
    let content: Content
    let quoted: Quote?
    let isForwarded: Bool

    /// Messages in messages that are looked through: documents with captions, view-once, quotes.
    private static let depth = 4

    /// Reads the members of a message, nil when none is a content that is carried.
    init?(_ message: JSONObject) { self.init(message, depth: Self.depth) }

    private init?(_ message: JSONObject, depth: Int) {
        guard depth > 0 else { return nil }
        for (name, value) in message.members {
            if Self.wrappers.contains(name), let inner = value["message"]?.object,
                let found = Self(inner, depth: depth - 1)
            {
                self = found.wrapped(in: name)
                return
            }
            guard let content = Content(member: name, value) else { continue }
            let info = value["contextInfo"]
            self.content = content
            quoted = info.flatMap { Quote(contextInfo: $0, depth: depth - 1) }
            isForwarded = info?.flag("isForwarded") ?? false
            return
        }
        return nil
    }

    private init(content: Content, quoted: Quote?, isForwarded: Bool) {
        self.content = content
        self.quoted = quoted
        self.isForwarded = isForwarded
    }

    private static let viewOnce: Set<String> = [
        "viewOnceMessage", "viewOnceMessageV2", "viewOnceMessageV2Extension",
    ]
    private static let wrappers = viewOnce.union([
        "ephemeralMessage", "documentWithCaptionMessage",
    ])

    private func wrapped(in name: String) -> HookContent {
        guard Self.viewOnce.contains(name), case .media(var media) = content else { return self }
        media.isViewOnce = true
        return HookContent(content: .media(media), quoted: quoted, isForwarded: isForwarded)
    }

    /// The content of a quoted message.
    fileprivate static func quotedContent(_ message: JSONValue?, depth: Int) -> Content? {
        message?.object.flatMap { HookContent($0, depth: depth) }?.content
    }
}

extension Quote {
    /// Reads the message that is answered, nil when none is.
    fileprivate init?(contextInfo info: JSONValue, depth: Int) {
        guard let id = info.text("stanzaId") else { return nil }
        self.init(
            id: MessageID(id),
            sender: info.address("participant"),
            content: HookContent.quotedContent(info["quotedMessage"], depth: depth)
        )
    }
}

extension Content {
    /// Reads one member of a message, nil for what is no content or not carried.
    fileprivate init?(member name: String, _ value: JSONValue) {
        switch name {
        case "conversation":
            guard let text = value.string else { return nil }
            self = .text(TextContent(text))
        case "extendedTextMessage":
            guard let text = value["text"]?.string else { return nil }
            self = .text(TextContent(text, mentions: value.mentions))
        case "listMessage": self = .list(ListContent(vendor: value))
        case "templateMessage":
            guard let template = value["hydratedTemplate"] else { return nil }
            self = .buttons(ButtonsContent(vendor: template))
        case "pollCreationMessage", "pollCreationMessageV2", "pollCreationMessageV3":
            self = .poll(PollContent(vendor: value))
        default:
            if let media = MediaContent(member: name, value) {
                self = .media(media)
            } else if let reply = ReplyContent(member: name, value) {
                self = .reply(reply)
            } else {
                return nil
            }
        }
    }
}

extension JSONValue {
    /// Who is mentioned; what is no address is left out.
    fileprivate var mentions: [Address] {
        (self["contextInfo"]?["mentionedJid"]?.array ?? []).compactMap { element in
            element.string.flatMap { Address(parsing: $0) }
        }
    }
}
