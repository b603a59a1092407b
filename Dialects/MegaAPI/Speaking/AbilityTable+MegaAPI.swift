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

    /// That files of any kind can be seen once only is known from clients alone.
    private static let sends: [Row] = [
        Row("message.send", "text", .lossy([.planMentions, .unknownQuote] + .everyMessage)),
        Row("message.send", "image", .lossy([.fileName] + .everyFile), .observed),
        Row("message.send", "video", .lossy([.fileName] + .everyFile), .observed),
        Row("message.send", "video_note", .lossy(.everySound), .observed),
        Row("message.send", "audio", .lossy(.everySound), .observed),
        Row("message.send", "voice", .lossy(.everySound), .observed),
        Row("message.send", "document", .lossy([.caption] + .everyFile), .observed),
        Row("message.send", "sticker", .unsupported("no call sends stickers"), .assumed),
        Row("message.send", "list", .lossy([.footer] + .besidesTexts)),
        Row("message.send", "buttons", .lossy([.replyID] + .besidesTexts)),
        Row("message.send", "poll", .unsupported("no call sends polls"), .assumed),
        Row("message.send", "reply", .unsupported("no call answers a menu"), .assumed),
    ]

    private static let chats = [
        Row("message.mark_read", "read", .lossy([.markedWhole])),
        Row("message.mark_read", "unread", .lossy([.markedWhole])),
        Row("message.revoke", nil, .exact),
    ]

    private static let people = [
        Row("contact.check", nil, .exact),
        Row("contact.picture", "person", .exact),
        Row("contact.picture", "group", .exact, .assumed),
        Row("contact.block", "block", .exact),
        Row("contact.block", "unblock", .exact),
        Row("contact.blocklist", nil, .unsupported("no call lists who is blocked"), .assumed),
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
        Row("privacy.get", nil, .unsupported("no call reads privacy settings"), .assumed),
        Row("privacy.set", nil, .unsupported("no call changes privacy settings"), .assumed),
        Row("presence.self", "online", .exact, .assumed),
        Row("presence.self", "offline", .exact, .assumed),
        Row("presence.chat", "composing", .exact),
        Row("presence.chat", "recording", .exact),
        Row("presence.chat", "paused", .exact),
    ]
}

extension [Loss] {
    /// What no message has.
    fileprivate static let everyMessage = [
        Loss(
            Loss.Path.forwarded,
            .dropped,
            "only a message that the vendor itself told of can be forwarded"
        ),
        .marksRead,
    ]

    /// What nothing but words has.
    fileprivate static let besidesTexts =
        [Loss(Loss.Path.quoted, .dropped, "only texts can answer a message")] + everyMessage

    /// What no file has.
    fileprivate static let everyFile = [.typeStandIn] + besidesTexts

    /// What files have that are neither pictures, films nor documents.
    fileprivate static let everySound = [.fileName, .caption] + everyFile
}

extension Loss {
    /// A file without a type, whose name tells none either.
    static let typeStandIn = Loss(
        Loss.Path.mediaType,
        .synthesised,
        "a media type is wanted and nobody named one",
        known: .withAnswer
    )
    /// The vendor's own clients name the last message and mean the whole chat, so that it is told and
    /// never a reason to refuse.
    static let markedWhole = Loss(
        wholeChat.path,
        wholeChat.kind,
        wholeChat.reason,
        known: .withAnswer
    )
    /// An answer to a message of which only the id is known.
    static let unknownQuote = Loss(
        Loss.Path.quoted,
        .approximated,
        "the quoted message is not known, so its words are empty",
        known: .withAnswer
    )
    /// The plans START and CODE have no `textMentioned`, and `quoteMessage` takes no mentions.
    fileprivate static let planMentions = Loss(
        Loss.Path.mentions,
        .approximated,
        "only some plans mention people, and answers never do: there the words alone are sent"
    )
    /// The vendor's table gives a reply no payload.
    fileprivate static let replyID = Loss(
        Loss.Path.replyButton,
        .renamedValue,
        "a reply button has words and no id of its own"
    )
    /// The page marks `description` as needed; whether an empty one is taken is assumed.
    fileprivate static let footer = Loss(
        Loss.Path.noListFooter,
        .synthesised,
        "a menu needs a footer, so an empty one is sent"
    )
}
