import DialectKit

/// The member `quoted`: which message is answered, and what it said where that is words.
///
/// Without `message` the server looks it up in its own database by the id.
struct QuotedBody {
    let json: JSONValue
    /// What may be lost: the message, where the server has to look it up.
    let losses: [Loss]

    /// Describes a quote in a chat.
    init(_ quote: Quote, in chat: Address, _ context: SpokenContext) {
        let isFromMe = Self.isOwn(quote, context)
        var key: JSONObject = [
            "id": .string(quote.id.text),
            "remoteJid": .string(chat.jid),
            "fromMe": .bool(isFromMe),
        ]
        if chat.isGroup, !isFromMe, let sender = quote.sender {
            key["participant"] = .string(sender.jid)
        }
        var body: JSONObject = ["key": .object(key)]
        let words = Self.words(quote.content)
        if let words { body["message"] = ["conversation": .string(words)] }
        losses = words == nil ? [Losses.lookedUp] : []
        json = .object(body)
    }

    private static func isOwn(_ quote: Quote, _ context: SpokenContext) -> Bool {
        if let message = context.message, message.id == quote.id { return message.isFromMe }
        guard let sender = quote.sender, let account = context.instance.account else {
            return false
        }
        if case .lid(let digits) = sender { return digits == account.lid }
        return sender.phone?.equalityKey == account.phone.equalityKey
    }

    private static func words(_ content: Content?) -> String? {
        if case .text(let text) = content { return text.text }
        return nil
    }
}
