import DialectKit

/// The key of a message that a webhook tells of, with the people in it brought together.
struct HookKey {
    let id: MessageID
    let chat: Address
    let sender: Address
    let isFromMe: Bool
    /// The two addresses of the writer, where the key has both.
    let identity: Observation.Kind?

    /// Reads a key.
    ///
    /// A LID gives way to the phone in `senderPn`, which is the writer's: in the account's own
    /// messages it says nothing of the chat.
    init(_ object: WireObject, own: Address?) throws(WireError) {
        let key = try MessageKey(from: object)
        guard let id = key.id else { throw object.missing("id") }
        guard let chat = key.chat else { throw object.missing("remoteJid") }
        self.id = id
        isFromMe = key.isFromMe
        let phone = isFromMe ? nil : key.senderPhone
        let lid = key.sender?.lid
        identity = if let lid, let phone { .identity(lid: lid, phone: phone) } else { nil }
        let shown = identity == nil ? nil : phone.map { Address.phone($0) }
        self.chat = chat.lid == nil ? chat : shown ?? chat
        sender = isFromMe ? own ?? chat : shown ?? key.sender ?? chat
    }

    /// The observation that must come before whatever the key is about.
    func introduced(at moment: Timestamp) -> [Observation] {
        identity.map { [Observation($0, at: moment)] } ?? []
    }
}
