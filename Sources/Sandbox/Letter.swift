internal import Canonical

/// A message on its way, before it becomes a message in anybody's view.
struct Letter {
    let author: Person
    /// The message as the author's instance has it that sent it through the gateway.
    let message: Message

    var id: MessageID { message.id }
    var sentAt: Timestamp { message.sentAt }

    /// What somebody sends to a chat.
    init(
        id: MessageID,
        author: Person,
        to chat: Address,
        sentAt: Timestamp,
        content: Content,
        quoted: Quote?,
        isForwarded: Bool = false,
        reference: String? = nil,
        source: String? = nil
    ) {
        self.author = author
        message = Message(
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
    func echoed() -> Message { shown(in: message.chat, isFromMe: true, .sent) }

    /// The message as its readers have it.
    func received(in chat: Address) -> Message { shown(in: chat, isFromMe: false, .delivered) }

    /// The message to others than the instance that sent it, who know nothing of a reference.
    private func shown(in chat: Address, isFromMe: Bool, _ status: MessageStatus) -> Message {
        Message(
            id: message.id,
            chat: chat,
            sender: message.sender,
            senderName: message.senderName,
            isFromMe: isFromMe,
            isFromAPI: false,
            sentAt: message.sentAt,
            content: message.content,
            quoted: message.quoted,
            isForwarded: message.isForwarded,
            status: status
        )
    }
}
