import DialectKit

/// Observations made into the events that the engine would make of them.
enum ReadBack {
    /// What happened, with its message; nil for what only tells who somebody is.
    static func view(of observation: Observation, like told: EventView) -> EventView? {
        switch observation.kind {
        case .message(let message):
            let message = restored(message, told.message)
            let payload: EventPayload =
                message.isFromMe
                ? .messageSent(message.id, chat: message.chat)
                : .messageReceived(message.id, chat: message.chat)
            return view(payload, message, like: told)
        case .status(let id, let status, let chat, let participant):
            let isSend = status == .sent && told.event.payload.kind == "message.sent"
            let payload: EventPayload =
                isSend
                ? .messageSent(id, chat: chat)
                : .messageStatus(id, status, chat: chat, participant: participant)
            return view(payload, told.message, like: told)
        case .event(let payload): return view(payload, told.message, like: told)
        case .link(let state, let reason): return view(state, reason, like: told)
        case .account, .identity, .revoked, .alive: return nil
        }
    }

    private static func view(
        _ state: LinkState,
        _ reason: Disconnect.Reason?,
        like told: EventView
    ) -> EventView? {
        if let pairing = state.pairing, let code = pairing.qr {
            return view(
                .pairingQR(
                    text: code.text.isEmpty ? drawn(code.imageURL) : code.text,
                    attempt: pairing.attempt,
                    expiresAt: pairing.expiresAt
                ),
                nil,
                like: told
            )
        }
        guard case .instanceState(_, let previous, _) = told.event.payload else { return nil }
        let payload = EventPayload.instanceState(
            name: state.name,
            previous: previous ?? LinkState.connected.name,
            reason: reason
        )
        return view(payload, nil, like: told)
    }

    private static func view(
        _ payload: EventPayload,
        _ message: Message?,
        like told: EventView
    ) -> EventView {
        EventView(
            event: Event(
                sequence: told.event.sequence,
                id: told.event.id,
                at: told.event.at,
                instance: told.event.instance,
                payload: payload,
                requestID: told.event.requestID
            ),
            instance: told.instance,
            message: message,
            surroundings: told.surroundings,
            baseURL: told.baseURL,
            mediaURL: told.mediaURL,
            drawQR: told.drawQR
        )
    }

    /// The text of a code that was drawn by ``GivenEvent/drawQR``.
    private static func drawn(_ image: String) -> String {
        String(decoding: DataURL(image)?.bytes ?? [], as: UTF8.self)
    }

    /// The message as it is once the engine has fetched its file.
    private static func restored(_ message: Message, _ original: Message?) -> Message {
        var message = message
        guard case .media(var media) = message.content, case .media(let kept) = original?.content
        else { return message }
        media.source = kept.source
        message.content = .media(media)
        return message
    }
}
