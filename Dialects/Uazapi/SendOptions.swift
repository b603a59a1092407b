import DialectKit

/// What every `/send/…` body has besides its content.
///
/// Read past, because they change nothing that the reader sees: `readmessages`, `async` (the answer
/// always comes after the send) and placeholders, which need the vendor's own CRM. A mention that
/// cannot be carried is refused instead.
struct SendOptions: Sendable {
    let recipient: Address
    let mentions: [Address]
    let quoted: Quote?
    let isForwarded: Bool
    let delayMilliseconds: Int
    let marksChatRead: Bool
    /// `track_id`: the caller's own correlation value, duplicates allowed.
    let trackID: String?
    /// `track_source`: the caller's own word for where it comes from.
    let trackSource: String

    /// Reads the common members; `missing` is the handler's text when there is no `number`.
    init(from object: WireObject, missing: String) throws(WireError) {
        guard let number = try object.optionalString("number"), !number.isEmpty else {
            throw WireError(.missing, path: "number", missing)
        }
        recipient = try WireObject.address(in: number, path: "number")
        mentions = recipient.isGroup ? try Self.mentions(in: object) : []
        quoted = try Self.quote(in: object)
        isForwarded = try object.optionalBool("forward") ?? false
        delayMilliseconds = max(0, try object.optionalInt("delay") ?? 0)
        marksChatRead = try object.optionalBool("readchat") ?? false
        trackID = Self.trackID(try object.optionalString("track_id"))
        trackSource = try object.optionalString("track_source") ?? ""
    }

    /// The options of a body that has none but a recipient, which is no group, and the caller's own
    /// references.
    init(recipient: Address, trackID: String?, trackSource: String) {
        self.recipient = recipient
        mentions = []
        quoted = nil
        isForwarded = false
        delayMilliseconds = 0
        marksChatRead = false
        self.trackID = trackID
        self.trackSource = trackSource
    }

    /// The send of a content with these options, and what its answer repeats of them.
    func sending(_ content: Content) -> (SendMessage, SendEcho) {
        let command = SendMessage(
            recipient: recipient,
            content: content,
            quoted: quoted,
            isForwarded: isForwarded,
            delayMilliseconds: delayMilliseconds,
            marksChatRead: marksChatRead,
            clientReference: trackID,
            clientSource: trackSource.isEmpty ? nil : trackSource
        )
        return (command, SendEcho(trackSource: trackSource, marksChatRead: marksChatRead))
    }

    /// An empty one is none.
    static func trackID(_ text: String?) -> String? { text?.isEmpty == true ? nil : text }

    /// Numbers separated by commas; one client sends an array instead.
    private static func mentions(in object: WireObject) throws(WireError) -> [Address] {
        var texts: [String] = []
        if object.value("mentions")?.array != nil {
            texts = try object.strings("mentions")
        } else if let text = try object.optionalString("mentions") {
            texts = text.split(separator: ",").map(String.init)
        }
        var mentions: [Address] = []
        for text in texts {
            let name = text.filter { $0 != " " }
            guard name != "all" else { throw object.invalid("mentions", "cannot be all here") }
            if !name.isEmpty { mentions.append(try WireObject.address(in: name, path: "mentions")) }
        }
        return mentions
    }

    /// The message to quote: its bare id, or `owner:id`.
    private static func quote(in object: WireObject) throws(WireError) -> Quote? {
        guard let text = try object.optionalString("replyid"), !text.isEmpty else { return nil }
        let id = text.split(separator: ":").last.map(String.init) ?? text
        return Quote(id: MessageID(id))
    }
}
