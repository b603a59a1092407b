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
        Row("instance.connect", "code", .unsupported("The vendor has no pairing codes"), .assumed),
        Row("instance.disconnect", nil, .exact),
        Row("instance.restart", nil, .exact),
    ]

    private static let messages: [Row] = [
        Row("message.send", "text", .lossy([.mentions] + .everyMessage)),
        Row("message.send", "image", .lossy([.fileName, .gif] + .everyMessage)),
        Row("message.send", "video", .lossy([.fileName, .gif] + .everyMessage), .assumed),
        Row("message.send", "video_note", .unsupported("No route sends round films"), .assumed),
        Row("message.send", "audio", .lossy(.ofSounds + .everyMessage), .assumed),
        Row("message.send", "voice", .lossy(.ofSounds + .everyMessage), .assumed),
        Row("message.send", "document", .lossy([.viewOnce, .gif] + .everyMessage), .assumed),
        Row("message.send", "sticker", .unsupported("No route sends stickers"), .assumed),
        Row("message.send", "list", .unsupported("No route sends menus"), .assumed),
        Row("message.send", "buttons", .unsupported("No route sends buttons"), .assumed),
        Row("message.send", "poll", .unsupported("No route sends polls"), .assumed),
        Row("message.send", "reply", .unsupported("No route sends choices"), .assumed),
        Row("message.mark_read", "read", .unsupported("No route marks chats"), .assumed),
        Row("message.mark_read", "unread", .unsupported("No route marks chats"), .assumed),
        Row("message.revoke", nil, .unsupported("Deleting is announced without a shape"), .assumed),
    ]

    private static let contacts: [Row] = [
        Row("contact.check", nil, .exact),
        Row("contact.picture", "person", .exact),
        Row("contact.picture", "group", .exact, .assumed),
        Row("contact.block", "block", .exact),
        Row("contact.block", "unblock", .exact),
    ]

    private static let groups: [Row] =
        [
            Row("group.create", nil, noGroupChange, .assumed),
            Row("group.list", "all", .unsupported("No route lists groups"), .assumed),
            Row("group.list", "administered", .unsupported("No route lists groups"), .assumed),
            Row("group.info", nil, .lossy([.restrictions])),
        ]
        + ChangeParticipants.variants.map { Row("group.participants", $0, noGroupChange, .assumed) }
        + RestrictGroup.variants.map { Row("group.restrict", $0, noGroupChange, .assumed) }
        + [Row("group.leave", nil, noGroupChange, .assumed)]

    private static let account: [Row] =
        [
            Row("privacy.get", nil, .unsupported("No route is about privacy"), .assumed),
            Row("privacy.set", nil, .unsupported("No route is about privacy"), .assumed),
            Row("presence.self", "online", .exact, .assumed),
            Row("presence.self", "offline", .exact, .assumed),
        ]
        + SendChatPresence.variants.map { Row("presence.chat", $0, .exact) }

    private static let noGroupChange = Ability.unsupported("No route makes or changes groups")
}

extension [Loss] {
    /// What no message has.
    fileprivate static let everyMessage = [
        Loss("forwarded", .dropped, "no member marks a message as forwarded"),
        Loss("marks_read", .dropped, "no route clears a chat's unread counter"),
    ]

    /// What sounds have not.
    fileprivate static let ofSounds: [Loss] = [
        .fileName, .gif, Loss("caption", .dropped, "sounds have no words under them"),
    ]
}

extension Loss {
    fileprivate static let mentions = Loss("mentions", .dropped, "texts mention nobody")
    fileprivate static let fileName = Loss(
        "file_name",
        .dropped,
        "only documents have a name"
    )
    fileprivate static let gif = Loss("gif", .dropped, "no film plays by itself")
    fileprivate static let viewOnce = Loss("view_once", .dropped, "documents stay")
    fileprivate static let restrictions = Loss(
        Loss.always,
        .dropped,
        "whether only admins write and change settings is not told"
    )
}
