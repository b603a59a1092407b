import DialectKit

extension JSONWriter {
    /// Writes the members of a message event.
    ///
    /// The last three members are there only when they are true, as clients expect them.
    mutating func message(_ event: MessageEvent, of instance: Instance) {
        eventHead(event.type, event.key, event.at, of: instance)
        if !event.pushName.isEmpty { member("pushName", event.pushName) }
        member("broadcast", event.key.chat.isBroadcast)
        member("message") { $0.body(event) }
        member("isGroup", event.key.chat.isGroup)
        if event.isEdit { member("isEdit", true) }
        if case .newsletter = event.key.chat { member("isNewsletter", true) }
        if event.isFromAPI { member("fromApi", true) }
    }

    private mutating func body(_ event: MessageEvent) {
        switch event.body {
        case .content(let content): webhookContent(content)
        case .reaction(let target, let emoji):
            member("reactionMessage") { json in
                json.member("key") { $0.key(target) }
                json.member("text", emoji)
                json.member("senderTimestampMs", String(event.at.milliseconds))
            }
        case .vote(let poll, let options):
            member("pollUpdateMessage") { json in
                json.member("pollCreationMessageKey") { $0.key(poll) }
                json.member("vote") { json in
                    json.memberArray("selectedOptions") { json in
                        for option in options { json.string(option) }
                    }
                }
                json.member("senderTimestampMs", String(event.at.milliseconds))
            }
        }
    }
}

extension Address {
    /// Whether one writes to many who do not see each other.
    fileprivate var isBroadcast: Bool {
        switch self {
        case .broadcast, .status: true
        case .phone, .lid, .group, .newsletter: false
        }
    }
}
