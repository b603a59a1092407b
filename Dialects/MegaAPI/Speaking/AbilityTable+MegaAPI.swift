import DialectKit

extension AbilityTable {
    /// What the vendor can carry, the union of its plans; a plan without a route answers 404.
    static let megaAPI = AbilityTable(link + sends + chats + people + groups + account)

    private static let link = [
        Row("instance.connect", "qr", .lossy([.textOfCode]), .observed),
        Row("instance.connect", "code", .exact, .observed),
        Row("instance.disconnect", nil, .exact),
        Row("instance.restart", nil, .exact),
    ]

    private static let sends = [
        Row("message.send", "text", .lossy([Lost.mentions, Lost.forwarded, Lost.mark])),
        Row("message.send", "image", .lossy(Lost.ofFiles)),
        Row("message.send", "video", .lossy(Lost.ofFiles)),
        Row("message.send", "video_note", .lossy([Lost.caption] + Lost.ofFiles)),
        Row("message.send", "audio", .lossy([Lost.caption] + Lost.ofFiles)),
        Row("message.send", "voice", .lossy([Lost.caption] + Lost.ofFiles)),
        Row("message.send", "document", .lossy([Lost.caption] + Lost.ofFiles)),
        Row("message.send", "sticker", .unsupported("No call sends stickers"), .assumed),
        Row("message.send", "list", .lossy([Lost.quoted, Lost.forwarded, Lost.mark])),
        Row(
            "message.send",
            "buttons",
            .lossy([Lost.replyID, Lost.quoted, Lost.forwarded, Lost.mark])
        ),
        Row("message.send", "poll", .unsupported("No call sends polls"), .assumed),
        Row("message.send", "reply", .unsupported("No call answers a menu"), .assumed),
    ]

    private static let chats = [
        Row("message.mark_read", "read", .exact),
        Row("message.mark_read", "unread", .exact),
        Row("message.revoke", nil, .exact),
    ]

    private static let people = [
        Row("contact.check", nil, .exact),
        Row("contact.picture", "person", .exact),
        Row("contact.picture", "group", .exact, .assumed),
        Row("contact.block", "block", .exact),
        Row("contact.block", "unblock", .exact),
    ]

    private static let groups = [
        Row("group.create", nil, .exact),
        Row("group.list", "all", .exact),
        Row("group.list", "administered", .exact),
        Row("group.info", nil, .exact),
        Row("group.participants", "add", .exact),
        Row("group.participants", "remove", .exact),
        Row("group.participants", "promote", .exact),
        Row("group.participants", "demote", .exact),
        Row("group.restrict", "sending", .exact),
        Row("group.restrict", "settings", .exact),
        Row("group.leave", nil, .exact),
    ]

    private static let account = [
        Row("privacy.get", nil, .unsupported("No call reads privacy settings"), .assumed),
        Row("privacy.set", nil, .unsupported("No call changes privacy settings"), .assumed),
        Row("presence.self", "online", .exact, .assumed),
        Row("presence.self", "offline", .exact, .assumed),
        Row("presence.chat", "composing", .exact),
        Row("presence.chat", "recording", .exact),
        Row("presence.chat", "paused", .exact),
    ]
}

/// What sends lose.
private enum Lost {
    /// The plans START and CODE have no `textMentioned`, and `quoteMessage` takes no mentions.
    static let mentions = Loss(
        "mentions",
        .approximated,
        "Only some plans mention people, and answers never do: there the words alone are sent"
    )
    static let quoted = Loss("quoted", .dropped, "Only texts can answer a message")
    static let forwarded = Loss(
        "forwarded",
        .dropped,
        "Only a message that the vendor itself told of can be forwarded"
    )
    static let mark = Loss("marks_read", .dropped, "A send does not mark its chat")
    static let caption = Loss("caption", .dropped, "Captions work on pictures and films only")
    /// The vendor's table gives a reply no payload.
    static let replyID = Loss(
        "buttons.reply",
        .renamedValue,
        "A reply button has words and no id of its own"
    )
    static let ofFiles = [quoted, forwarded, mark]
}
