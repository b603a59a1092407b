import DialectKit

extension Route {
    /// The routes under `/rest/chat`; none has a documented answer, so the texts are assumed.
    static let chat = [readChat, deleteMessage, presenceUpdateChat, blockChat]

    /// `POST /rest/chat/{key}/readChat`: marks the whole chat, whatever message the key names.
    private static let readChat = Route(
        .post,
        "/rest/chat/{key}/readChat",
        "chat.readChat",
        access: .instanceToken,
        body: ReadChatBody.self,
        decode: { body, _ in body.command },
        encode: { _, _ in .success("Chat read") }
    )

    /// `POST /rest/chat/{key}/deleteMessage`: deletes one of the account's messages for everyone.
    private static let deleteMessage = Route(
        .post,
        "/rest/chat/{key}/deleteMessage",
        "chat.deleteMessage",
        access: .instanceToken,
        body: DeleteMessageBody.self,
        decode: { body, _ in body.command },
        encode: { _, _ in .success("Message deleted") }
    )

    /// `POST /rest/chat/{key}/presenceUpdateChat`: what the account does in the chat, or whether it
    /// is online at all.
    private static let presenceUpdateChat = Route(
        .post,
        "/rest/chat/{key}/presenceUpdateChat",
        "chat.presenceUpdateChat",
        support: .observed,
        access: .instanceToken,
        body: PresenceBody.self,
        becoming: [SendChatPresence.self, SetAvailability.self],
        invoke: { body, _ in
            switch body.option {
            case .chat(let activity):
                Invocation(SendChatPresence(chat: body.chat, activity: activity)) { _ in
                    .success("Presence updated")
                }
            case .account(let isAvailable):
                Invocation(SetAvailability(isAvailable: isAvailable)) { _ in
                    .success("Presence updated")
                }
            }
        }
    )

    /// `POST /rest/chat/{key}/blockChat`: blocks a contact, or lets it write again.
    private static let blockChat = Route(
        .post,
        "/rest/chat/{key}/blockChat",
        "chat.blockChat",
        support: .observed,
        access: .instanceToken,
        body: BlockBody.self,
        decode: { body, _ in body.command },
        encode: { _, _ in .success("Chat blocked") }
    )
}
