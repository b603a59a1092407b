import Canonical
import DialectKit

/// Events that several tests speak of.
enum EventSamples {
    static let instance = InstanceID("01J")
    private static let message = MessageID("3EB0A1B2C3D4E5F60718")
    private static let call = Canonical.Call(
        id: "A1B2C3D4",
        from: Samples.ana,
        lid: nil,
        group: nil,
        isVideo: false
    )
    private static let words = Content.text(TextContent("Olá"))

    static func event(_ payload: EventPayload) -> Event {
        Event(
            sequence: 1,
            id: "01JS4Z3K9M0A1B2C3D4E5F6G7H",
            at: Samples.noon,
            instance: instance,
            payload: payload
        )
    }

    static func view(_ payload: EventPayload, _ message: Message? = nil) -> EventView {
        EventView(
            event: event(payload),
            instance: Samples.instance(.connected),
            message: message,
            baseURL: "https://api.example.com",
            mediaURL: GivenEvent.mediaURL("https://api.example.com"),
            drawQR: GivenEvent.drawQR
        )
    }

    static func endpoint(
        slot: WebhookEndpoint.Slot = .single,
        options: [String: String] = [:]
    ) -> WebhookEndpoint {
        WebhookEndpoint(
            id: "whk_1",
            dialect: DialectID("any"),
            tenant: TenantID("tenant"),
            instance: slot == .single ? instance : nil,
            slot: slot,
            url: "https://example.com/hook?key=1",
            options: options,
            createdAt: Samples.noon,
            updatedAt: Samples.noon
        )
    }

    static func status(_ status: MessageStatus) -> EventPayload {
        .messageStatus(message, status, chat: Samples.ana, participant: nil)
    }

    /// A message in a chat, with those words.
    static func message(_ chat: Address, _ text: String = "Olá", id: String? = nil) -> Message {
        Message(
            id: id.map { MessageID($0) } ?? message,
            chat: chat,
            sender: Samples.ana,
            senderName: "Ana",
            isFromMe: false,
            isFromAPI: false,
            sentAt: Samples.noon,
            content: .text(TextContent(text))
        )
    }

    /// Those that say nothing without the message.
    static let ofMessages: [EventPayload] = [
        .messageReceived(message, chat: Samples.ana), .messageSent(message, chat: Samples.ana),
    ]

    /// One of each kind.
    static let payloads: [EventPayload] =
        ofMessages + messages + links + chats + [
            .groupChanged(Samples.team, .announce(true), by: nil),
            .groupParticipants(Samples.team, .add, [], by: nil),
            .groupJoined(Samples.group, by: nil, isNew: false),
            .groupLeft(Samples.team, by: nil),
            .callOffered(call), .callEnded(call, .missed),
            .labelChanged(Label(id: "1", name: "Novo", color: 3)),
            .labelAttached("1", chat: Samples.ana, isAttached: true),
            .webhookFailed(endpoint: "whk_1", reason: .gone),
            .other(kind: "identity.merged", json: "{}"),
        ]

    private static let messages: [EventPayload] =
        MessageStatus.allCases.map { status($0) } + [
            .messageEdited(
                MessageEdit(
                    message: message,
                    id: MessageID("3EB0FF"),
                    chat: Samples.ana,
                    sender: Samples.ana,
                    isFromMe: false,
                    content: words
                )
            ),
            .messageRevoked(message, chat: Samples.ana),
            .messageReaction(
                Reaction(
                    id: MessageID("3EB0FF"),
                    message: message,
                    chat: Samples.ana,
                    sender: Samples.ana,
                    isFromMe: false,
                    isOnOwnMessage: true,
                    emoji: "👍"
                )
            ),
            .messagePollVote(
                PollVote(
                    id: MessageID("3EB0FF"),
                    poll: message,
                    chat: Samples.ana,
                    voter: Samples.ana,
                    isFromMe: false,
                    options: ["Hoje"]
                )
            ),
        ]

    private static let links: [EventPayload] =
        Samples.everyState.map {
            .instanceState(name: $0.name, previous: "connected", reason: nil)
        } + [
            .instanceState(name: "connected", previous: "reconnecting", reason: nil),
            .instanceState(name: "paused", previous: nil, reason: nil),
            .codeToScan, .pairingCode(code: "ABCD1234", expiresAt: Samples.noon),
        ] + (Samples.phone("5511999999999").map { [.pairingSuccess(phone: $0)] } ?? [])

    private static let chats: [EventPayload] = [
        .chatPresence(chat: Samples.ana, from: Samples.ana, .composing),
        .contactPresence(Samples.ana, isAvailable: true),
        .contactChanged(Contact(address: Samples.ana, lid: nil, name: "Ana"), isNew: true),
        .contactBlocked(Samples.ana, isBlocked: true),
        .chatChanged(ChatMarks(chat: Samples.ana, unread: 1)),
    ]
}

extension EventPayload {
    /// A code to scan.
    static let codeToScan = EventPayload.pairingQR(
        text: "2@abc",
        attempt: 1,
        expiresAt: Samples.noon
    )
}
