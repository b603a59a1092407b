import DialectKit

/// The envelope of a webhook: `{event, instance, data, date_time, sender, server_url, apikey}`.
///
/// `apikey` is the instance's credential; neither it nor anything else of the envelope is kept.
/// `date_time` is local time that claims to be UTC, so it orders nothing.
struct HookBody {
    /// Something that was told, and when, where that is known.
    struct Item {
        let kind: Observation.Kind
        var at: Timestamp?

        init(_ kind: Observation.Kind, at: Timestamp? = nil) {
            self.kind = kind
            self.at = at
        }
    }

    /// The event's name in small letters with dots: `messages.upsert`.
    let event: String
    /// What it tells.
    let data: JSONValue
    /// The account as the envelope names it.
    let sender: Address?
    /// The instance as it is known here.
    let context: SpokenContext
    /// When it came.
    let receivedAt: Timestamp

    /// Reads an envelope.
    ///
    /// One of another instance is refused: a webhook that the server has for all of them may point
    /// here by mistake.
    init(_ hook: IncomingHook, _ context: SpokenContext) throws(WireError) {
        let object = try hook.object()
        event = try object.string("event").lowercased()
            .replacing("_", with: ".").replacing("-", with: ".")
        guard let data = object.value("data") else { throw object.missing("data") }
        self.data = data
        sender = try object.optionalString("sender").flatMap { Address(parsing: $0) }
        self.context = context
        receivedAt = hook.receivedAt
        let wanted = context.settings[EvolutionSetting.instance]
        if let name = try object.optionalString("instance"), let wanted, name != wanted {
            throw object.invalid("instance", "must be the instance that was asked for")
        }
    }

    /// The account's own address.
    var own: Address? { context.own ?? sender.flatMap { $0.phone == nil ? nil : $0 } }

    /// What it tells, as far as it is understood; the rest is named and nothing more.
    var told: [Item] {
        let items: [Item] =
            switch event {
            case "messages.upsert":
                data.elements.prefix(500).flatMap { message($0, isFromAPI: false) }
            case "send.message": data.elements.prefix(500).flatMap { message($0, isFromAPI: true) }
            case "messages.edited", "send.message.update": data.elements.prefix(500).flatMap(edit)
            case "messages.update": data.elements.prefix(500).flatMap(update)
            case "messages.delete": data.elements.prefix(500).flatMap(deletion)
            case "connection.update", "status.instance": connection
            case "qrcode.updated": pairing
            case "presence.update": presences
            case "groups.upsert": data.elements.prefix(500).flatMap(joined)
            case "groups.update", "group.update": data.elements.prefix(500).flatMap(changed)
            case "group.participants.update": members
            case "contacts.upsert": contacts(areNew: true)
            case "contacts.update": contacts(areNew: false)
            case "call": data.elements.prefix(500).flatMap(call)
            case "labels.edit": label
            case "labels.association": labelOnChat
            default: []
            }
        return items.isEmpty ? [raw] : items
    }

    /// What is not understood, by the server's name for it.
    var raw: Item {
        let name = event.prefix(64).filter {
            $0.isASCII && ($0.isLetter || $0.isNumber || $0 == ".")
        }
        return Item(.event(.other(kind: "raw.\(name)", json: "{}")))
    }
}
