import DialectKit

/// What a message says, as a webhook shows it.
///
/// Sends through the API are shown as their answers were; what phones send has WhatsApp's own forms,
/// plain words and the device's `messageContextInfo` among them.
struct WebhookContent {
    let content: Content
    let quote: Quote?
    let isFromAPI: Bool
    let sentAt: Timestamp

    /// The first member that ``JSONWriter/webhookContent(_:)`` writes.
    ///
    /// A poll comes after `messageContextInfo`, which is then its type; receivers look further.
    var type: String {
        if plainWords != nil { return "conversation" }
        if captionedDocument != nil { return "documentWithCaptionMessage" }
        if isPoll { return "messageContextInfo" }
        return content.messageName(quoting: quote)
    }

    /// The words of a text that neither answers nor mentions anybody.
    fileprivate var plainWords: String? {
        guard case .text(let text) = content, !isFromAPI, quote == nil, text.mentions.isEmpty
        else { return nil }
        return text.text
    }

    fileprivate var captionedDocument: MediaContent? {
        guard case .media(let media) = content, media.kind == .document, media.caption != nil
        else { return nil }
        return media
    }

    fileprivate var isPoll: Bool {
        if case .poll = content { return true }
        return false
    }
}

extension WebhookContent {
    /// What a message says.
    init(_ message: Message) {
        self.init(
            content: message.content,
            quote: message.quoted,
            isFromAPI: message.isFromAPI,
            sentAt: message.sentAt
        )
    }
}

extension JSONWriter {
    /// Writes the members under `message`.
    mutating func webhookContent(_ shown: WebhookContent) {
        if shown.isPoll { messageContextInfo() }
        if let words = shown.plainWords {
            member("conversation", words)
        } else if let document = shown.captionedDocument {
            member("documentWithCaptionMessage") { json in
                json.member("message") { json in
                    json.member("documentMessage") { $0.captioned(document, shown.sentAt) }
                }
            }
        } else {
            content(shown.content, quoting: shown.quote, sentAt: shown.sentAt)
        }
        if !shown.isPoll, !shown.isFromAPI { messageContextInfo() }
    }

    private mutating func messageContextInfo() {
        member("messageContextInfo") { json in
            json.member("deviceListMetadata") { _ in }
            json.member("deviceListMetadataVersion", 2)
        }
    }
}
