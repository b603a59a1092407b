import DialectKit

extension AbilityTable {
    /// What ZapyAPI carries.
    ///
    /// Sound, film and document rest on the shape of the picture's route: the vendor's page breaks
    /// off behind it, so that what has no route is assumed too, and so is whom the account names as
    /// `to` of its own presence.
    static let zapyAPI = AbilityTable(
        instance + messages + contacts + groups + account
    )

    private static let instance: [Row] = [
        Row("instance.connect", "qr", .lossy([.textOfCode])),
        Row("instance.connect", "code", .unsupported("the vendor has no pairing codes"), .assumed),
        Row("instance.disconnect", nil, .exact),
        Row("instance.restart", nil, .exact),
    ]

    private static let messages: [Row] = [
        Row("message.send", "text", .lossy([.mentions] + .everyMessage)),
        Row("message.send", "image", .lossy([.fileName] + .everyFile)),
        Row("message.send", "video", .lossy([.fileName] + .everyFile), .assumed),
        Row("message.send", "video_note", .unsupported("no route sends round films"), .assumed),
        Row("message.send", "audio", .lossy(.everySound), .assumed),
        Row("message.send", "voice", .lossy(.everySound), .assumed),
        Row("message.send", "document", .lossy([.viewOnce] + .everyFile), .assumed),
        Row("message.send", "sticker", .unsupported("no route sends stickers"), .assumed),
        Row("message.send", "list", .unsupported("no route sends menus"), .assumed),
        Row("message.send", "buttons", .unsupported("no route sends buttons"), .assumed),
        Row("message.send", "poll", .unsupported("no route sends polls"), .assumed),
        Row("message.send", "reply", .unsupported("no route sends choices"), .assumed),
        Row("message.mark_read", "read", .unsupported("no route marks chats"), .assumed),
        Row("message.mark_read", "unread", .unsupported("no route marks chats"), .assumed),
        Row("message.revoke", nil, .unsupported("deleting is announced without a shape"), .assumed),
    ]

    private static let contacts: [Row] = [
        Row("contact.check", nil, .exact),
        Row("contact.picture", "person", .exact),
        Row("contact.picture", "group", .exact, .assumed),
        Row("contact.block", "block", .exact),
        Row("contact.block", "unblock", .exact),
        Row("contact.blocklist", nil, .unsupported("no call lists who is blocked"), .assumed),
    ]

    private static let groups: [Row] =
        [
            Row("group.create", nil, noGroupChange, .assumed),
            Row("group.list", "all", .unsupported("no route lists groups"), .assumed),
            Row("group.list", "administered", .unsupported("no route lists groups"), .assumed),
            Row("group.info", nil, .lossy([.restrictions])),
        ]
        + ChangeParticipants.variants.map { Row("group.participants", $0, noGroupChange, .assumed) }
        + RestrictGroup.variants.map { Row("group.restrict", $0, noGroupChange, .assumed) }
        + [Row("group.leave", nil, noGroupChange, .assumed)]

    private static let account: [Row] =
        [
            Row("privacy.get", nil, .unsupported("no route is about privacy"), .assumed),
            Row("privacy.set", nil, .unsupported("no route is about privacy"), .assumed),
            Row("presence.self", "online", .exact, .assumed),
            Row("presence.self", "offline", .exact, .assumed),
        ]
        + SendChatPresence.variants.map { Row("presence.chat", $0, .exact) }

    private static let noGroupChange = Ability.unsupported("no route makes or changes groups")
}

extension [Loss] {
    /// What no message has.
    fileprivate static let everyMessage: [Loss] = [.forwarded, .marksRead]

    /// What no file has: its type goes with its bytes, and is not asked for with a URL.
    fileprivate static let everyFile = [.gif, .typeAtURL] + everyMessage

    /// What sounds have not.
    fileprivate static let everySound = [.fileName, .caption] + everyFile
}

extension Loss {
    fileprivate static let restrictions = Loss(
        Loss.always,
        .dropped,
        "whether only admins write and change settings is not told"
    )
}
