import DialectKit

/// The `key` of a message as webhooks show it and callers hand it back: whole, reordered or partial.
struct MessageKey {
    /// The message's id, nil in the empty keys of the vendor's own examples.
    let id: MessageID?
    /// The chat it is in, nil when the key does not say.
    let chat: Address?
    /// Who wrote it, nil when the key does not say or the account itself did.
    let sender: Address?
    /// Whether the account itself wrote it.
    let isFromMe: Bool
    /// The writer's phone where the chat hides it, nil when the key does not say.
    let senderPhone: PhoneNumber?

    /// Reads a key; members besides `id`, `remoteJid`, `fromMe`, `participant` and `senderPn` are
    /// ignored.
    init(from object: WireObject) throws(WireError) {
        let text = try object.optionalString("id") ?? ""
        id = text.isEmpty ? nil : MessageID(text)
        chat = try object.optionalString("remoteJid").flatMap { Address(recipient: $0) }
        let participant = try object.optionalString("participant").flatMap {
            Address(recipient: $0)
        }
        isFromMe = try object.optionalFlag("fromMe") ?? false
        let isDirect = chat.map { !$0.isGroup } ?? false
        senderPhone = object.json["senderPn"]?.string.flatMap { Address(recipient: $0)?.phone }
        sender = isFromMe ? nil : participant ?? (isDirect ? chat : nil)
    }
}

extension WireObject {
    /// The key in a member that must be there and name a message, and that message's id.
    func messageKey() throws(WireError) -> (key: MessageKey, id: MessageID) {
        let object = try object("key")
        let key = try MessageKey(from: object)
        guard let id = key.id else {
            throw WireError(.missing, path: object.path(of: "id"), "key.id is required")
        }
        return (key, id)
    }
}
