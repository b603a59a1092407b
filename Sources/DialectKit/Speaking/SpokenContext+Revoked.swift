extension SpokenContext {
    /// The message that a command deleted, as far as it is known: of any other it is only known that
    /// the account wrote it.
    public func revoked(_ command: RevokeMessage, at moment: Timestamp? = nil) -> Message {
        var message =
            self.message
            ?? Message(
                id: command.message,
                chat: command.chat,
                sender: own ?? command.chat,
                isFromMe: true,
                isFromAPI: true,
                sentAt: now,
                content: .text(TextContent(""))
            )
        message.revokedAt = moment ?? now
        return message
    }
}
