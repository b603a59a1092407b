import DialectKit

/// One event in the vendor's words: what stands in its body beside the envelope.
struct Telling {
    /// The event's name.
    let type: EventType
    /// The member that only some events have, right after `EventType`.
    var note: (name: MemberName, value: String)?
    /// The top-level `state`.
    var state: String?
    /// The top-level `type`.
    var kind: String?
    /// The chat that it concerns, nil where the part itself is one.
    var chat: ChatObject?
    /// The name of the part that says what happened.
    let part: MemberName
    /// Writes the members of that part.
    let write: (inout JSONWriter) -> Void
    /// What filters look at, for messages.
    var traits: MessageTraits?
    /// Writes what a live stream's `data` has besides the part.
    var streamed: (inout JSONWriter) -> Void = { _ in }

    init(
        _ type: EventType,
        part: MemberName = "event",
        kind: String? = nil,
        chat: ChatObject? = nil,
        write: @escaping (inout JSONWriter) -> Void
    ) {
        self.type = type
        self.part = part
        self.kind = kind
        self.chat = chat
        self.write = write
    }

    /// An event's telling, nil when what it needs is no longer known.
    init?(_ type: EventType, of view: EventView) {
        let told: Telling? =
            switch type {
            case .connection: ConnectionEvent.telling(of: view)
            case .messages: ToldMessage(of: view)?.telling(in: view)
            case .messagesUpdate: ReceiptEvent(of: view)?.telling(in: view)
            case .call: CallEvent.telling(of: view)
            case .contacts: ContactsEvent.telling(of: view)
            case .presence: PresenceEvent(of: view)?.telling(in: view)
            case .groups: GroupsEvent.telling(of: view)
            case .labels: LabelsEvent.telling(of: view)
            case .chats: ChatObject(of: view).map { Telling(.chats, part: "chat", write: $0.write) }
            case .chatLabels: ChatLabelsEvent.telling(of: view)
            case .blocks: BlocksEvent.telling(of: view)
            }
        guard let told else { return nil }
        self = told
    }

    /// The request that a webhook gets.
    func request(of view: EventView, _ settings: WebhookSettings) -> OutgoingEvent {
        let messageType = traits?.type?.rawValue
        return OutgoingEvent(
            name: type.rawValue,
            messageType: messageType,
            pathSuffix: settings.suffix(event: type.rawValue, messageType: messageType),
            eventID: view.event.uazapiID,
            body: bytes { writer in writeBody(of: view, &writer) }
        )
    }

    /// The document that a live stream shows: the webhook's body with `type` and `data`, as the
    /// pages have them, so that clients of either form find their own.
    func line(of view: EventView) -> [UInt8] {
        bytes { writer in
            writeBody(of: view, &writer)
            if kind == nil { writer.member("type", type == .messages ? "message" : type.rawValue) }
            writer.member("data") { writer in
                write(&writer)
                streamed(&writer)
            }
        }
    }

    private func bytes(_ write: (inout JSONWriter) -> Void) -> [UInt8] {
        var writer = JSONWriter(capacity: 2048)
        writer.object(write)
        return writer.bytes
    }

    private func writeBody(of view: EventView, _ writer: inout JSONWriter) {
        writer.member("BaseUrl", view.baseURL)
        writer.member("EventType", type.rawValue)
        if let note { writer.member(note.name, note.value) }
        writer.member("instanceName", view.instance.name)
        writer.member("owner", view.owner)
        writer.member("token", view.instance.token(in: UazapiDialect.tokenRealm) ?? "")
        if let state { writer.member("state", state) }
        if let kind { writer.member("type", kind) }
        if let chat { writer.member("chat", chat.write) }
        writer.member(part, write)
    }
}

extension Event {
    /// The id as a UUID, as the newest builds show it on connection events.
    var uazapiID: String { Entropy.uuid(ofULID: id) ?? id }
}
