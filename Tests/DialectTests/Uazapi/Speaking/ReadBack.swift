import DialectKit
import Testing

/// What must be read out of what uazapi's served half tells of an event.
struct ReadBack {
    private let view: EventView
    private let name: String

    init(_ view: EventView, as name: String) {
        self.view = view
        self.name = name
    }

    /// The observations, in the form of ``comparable(_:)``.
    var expected: [Observation.Kind] { told.map(Self.comparable) }

    private var told: [Observation.Kind] {
        let payload = view.event.payload
        switch payload {
        case .messageReceived, .messageSent:
            if name == "chats" { return [.event(.chatChanged(marks))] }
            return view.message.map { [.message($0)] } ?? []
        case .messageStatus(let id, let status, let chat, let participant):
            let chat = chat ?? view.message?.chat
            return [.status(id, status, chat: chat, participant: participant)]
        case .messageRevoked(let id, let chat): return [.revoked(id, chat: chat)]
        case .instanceState(let name, _, let reason): return link(name, reason)
        case .pairingQR(let text, let attempt, let expiry):
            let image = view.drawQR(text)
            return [
                .link(.awaitingPairing(code(.qr(text: "", imageURL: image), attempt, expiry)), nil)
            ]
        case .pairingCode(let code, _):
            // Without a phone that it was asked for, the code says nothing.
            guard let phone = view.instance.account?.phone else { return [.link(.starting, nil)] }
            let pairing = self.code(.code(code, phone: phone), 1, view.event.at)
            return [.link(.awaitingPairing(pairing), nil)]
        // Nobody is named for who came by a link.
        case .groupJoined(let group, let author, false) where author == own:
            return [.event(.groupJoined(group, by: nil, isNew: false))]
        case .groupParticipants(let group, .add, let people, let author)
        where people.allSatisfy { $0.address == author }:
            return [.event(.groupParticipants(group, .add, people, by: nil))]
        default: return [.event(payload)]
        }
    }

    private var own: Address? { view.instance.account.map { .phone($0.phone) } }

    private func code(
        _ method: PairingCode.Method,
        _ attempt: Int,
        _ expiry: Timestamp
    ) -> PairingCode {
        PairingCode(method: method, attempt: attempt, expiresAt: expiry)
    }

    /// The marks that stand in the Chat object of a message.
    private var marks: ChatMarks {
        let isNew: Bool
        if case .messageReceived = view.event.payload { isNew = true } else { isNew = false }
        let chat = view.message?.chat ?? .status
        return view.surroundings.standing?.marks ?? ChatMarks(chat: chat, unread: isNew ? 1 : 0)
    }

    /// A state by its name, as far as the vendor's words tell it.
    private func link(_ name: String, _ reason: Disconnect.Reason?) -> [Observation.Kind] {
        switch name {
        case "connected":
            let account = view.instance.account.map { [Observation.Kind.account($0)] } ?? []
            return account + [.link(.connected, nil)]
        case "paused": return [.link(.paused, nil)]
        case "starting", "reconnecting":
            let isLinked = view.instance.account != nil && view.instance.state != .created
            return [.link(isLinked ? .reconnecting : .starting, nil)]
        case "logged_out": return [.link(.loggedOut, .logout)]
        case "pairing_expired": return [.link(.pairingExpired, reason)]
        case "failed" where reason == .banned: return [.link(.failed("banned"), .banned)]
        default: return [.link(.disconnected, reason)]
        }
    }

    /// A kind without what a webhook of the vendor does not tell.
    static func comparable(_ kind: Observation.Kind) -> Observation.Kind {
        switch kind {
        case .message(let message): .message(comparable(message))
        case .link(.awaitingPairing(let code), let reason):
            .link(
                .awaitingPairing(
                    PairingCode(
                        method: code.method,
                        attempt: 1,
                        expiresAt: Timestamp(milliseconds: 0)
                    )
                ),
                reason
            )
        case .event(.contactChanged(let contact, _)):
            .event(.contactChanged(contact, isNew: false))
        case .event(.callOffered(let call)): .event(.callOffered(comparable(call)))
        case .event(.callEnded(let call, let end)): .event(.callEnded(comparable(call), end))
        // Roles are those after the change, which the event's own may not be.
        case .event(.groupParticipants(let group, let change, let people, let author)):
            .event(
                .groupParticipants(
                    group,
                    change,
                    people.map { Participant(address: $0.address, lid: $0.lid, role: .member) },
                    by: author
                )
            )
        case .event(.groupLeft(let group, _)): .event(.groupLeft(group, by: nil))
        default: kind
        }
    }

    private static func comparable(_ call: Canonical.Call) -> Canonical.Call {
        Canonical.Call(
            id: call.id,
            from: call.from,
            lid: call.lid,
            group: call.group,
            isVideo: false
        )
    }

    private static func comparable(_ message: Message) -> Message {
        var message = message
        message.status = .accepted
        message.senderName = message.isFromAPI ? "" : message.senderName
        message.quoted = message.quoted.map { Quote(id: $0.id) }
        switch message.content {
        case .list(let list): message.content = .text(TextContent(list.body))
        case .buttons(let buttons): message.content = .text(TextContent(buttons.body))
        default: break
        }
        return message
    }
}
