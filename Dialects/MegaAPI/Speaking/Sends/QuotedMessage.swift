import DialectKit

/// A message that is answered, as the vendor told of it and wants it handed back.
struct QuotedMessage {
    fileprivate let key: EventKey
    fileprivate let content: WebhookContent?

    /// Gathers what is known of the message, by the store first and by the caller else.
    init(_ quote: Quote, in send: SendMessage, _ context: SpokenContext) {
        if let message = context.message, message.id == quote.id {
            key = EventKey(message)
            content = WebhookContent(message)
            return
        }
        key = EventKey(
            chat: send.recipient,
            id: quote.id,
            isFromMe: quote.sender != nil && quote.sender == context.own,
            sender: quote.sender
        )
        content = quote.content.map {
            WebhookContent(content: $0, quote: nil, isFromAPI: false, sentAt: context.now)
        }
    }

    /// What cannot be known beforehand: whether the message's words are known here.
    var losses: [Loss] { content == nil ? [.unknownQuote] : [] }
}

extension JSONWriter {
    /// Writes the members `key` and `message`; an unknown message is empty.
    mutating func quoted(_ quoted: QuotedMessage) {
        member("key") { $0.key(quoted.key) }
        member("message") { json in
            if let content = quoted.content {
                json.webhookContent(content)
            } else {
                json.member("conversation", "")
            }
        }
    }
}
