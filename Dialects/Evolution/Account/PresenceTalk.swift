import DialectKit

/// `POST /instance/setPresence/{instance}` and `POST /chat/sendPresence/{instance}`.
enum PresenceTalk {
    /// Milliseconds for which typing is shown; the call blocks for them and ends with `paused`.
    static let holdMilliseconds = 3_000

    /// Says that the account is there, or gone.
    static func ofSelf(
        _ command: SetAvailability,
        _ context: SpokenContext
    ) throws(CommandFailure) -> Conversation<SetAvailability.Outcome> {
        let word = command.isAvailable ? "available" : "unavailable"
        let body: JSONObject = ["presence": .string(word)]
        let request = try context.asking(.post, "/instance/setPresence", json: body)
        return .asking(request, giving: SetAvailability.Outcome(), EvolutionFailure.done)
    }

    /// Says what the account is doing in a chat; to stop is to pause for a millisecond.
    static func inChat(
        _ command: SendChatPresence,
        _ context: SpokenContext
    ) throws(CommandFailure) -> Conversation<SendChatPresence.Outcome> {
        let isPause = command.activity == .paused
        let body: JSONObject = [
            "number": .string(command.chat.jid),
            "presence": .string(command.activity.rawValue),
            "delay": .number(JSONNumber(isPause ? 1 : holdMilliseconds)),
        ]
        let request = try context.asking(.post, "/chat/sendPresence", json: body)
        return BlurredFailure.asking(
            request,
            about: command.chat,
            context,
            giving: SendChatPresence.Outcome()
        )
    }
}
