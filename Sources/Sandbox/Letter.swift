internal import Canonical

/// A message on its way, before it becomes a message in anybody's view.
struct Letter {
    let id: MessageID
    let author: Person
    let sentAt: Timestamp
    let content: Content
    var quoted: Quote?
    var isForwarded = false

    /// The message as the author's instance has it that sent it through the gateway.
    func sent(to chat: Address, reference: String?, source: String? = nil) -> Message {
        Message(
            id: id,
            chat: chat,
            sender: author.address,
            senderName: author.phone.pushName,
            isFromMe: true,
            isFromAPI: true,
            sentAt: sentAt,
            content: content,
            quoted: quoted,
            isForwarded: isForwarded,
            status: .accepted,
            clientReference: reference,
            clientSource: source
        )
    }

    /// The message as the author's other devices have it.
    func echoed(to chat: Address) -> Message {
        var message = sent(to: chat, reference: nil)
        message.isFromAPI = false
        message.status = .sent
        return message
    }

    /// The message as its readers have it.
    func received(in chat: Address) -> Message {
        var message = echoed(to: chat)
        message.isFromMe = false
        message.status = .delivered
        return message
    }
}
