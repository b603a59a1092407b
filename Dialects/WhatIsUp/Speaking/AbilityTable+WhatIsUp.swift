import DialectKit

extension AbilityTable {
    /// What WhatIsUp carries.
    ///
    /// Restarting, marking and presence stand in the newer generation's pages; that its paths take an
    /// instance of the older one is assumed, and so is the sticker. That a call is missing is assumed as
    /// well: the pages could be read in part only.
    static let whatIsUp = AbilityTable(instance + messages + chats + contacts + groups + account)

    private static let instance: [Row] = [
        Row("instance.connect", "qr", .lossy([.textOfCode])),
        Row(
            "instance.connect",
            "code",
            .unsupported("how pairing codes are answered is unknown"),
            .assumed
        ),
        Row(
            "instance.disconnect",
            nil,
            .unsupported("the vendor ends a session only by deleting the instance"),
            .assumed
        ),
        Row("instance.restart", nil, .lossy([.restart]), .assumed),
    ]

    private static let messages: [Row] = [
        Row("message.send", "text", .lossy([.mentions] + .everyMessage)),
        Row("message.send", "image", .lossy([.fileName, .typeAtURL] + .everyFile)),
        Row("message.send", "video", .lossy([.film, .caption, .typeAtURL] + .everyFile)),
        Row("message.send", "video_note", .lossy([.film, .caption, .typeAtURL] + .everyFile)),
        Row("message.send", "audio", .lossy([.fileName, .caption, .typeAtURL] + .everyFile)),
        Row(
            "message.send",
            "voice",
            .lossy([.voice, .fileName, .caption, .typeAtURL] + .everyFile)
        ),
        Row("message.send", "document", .lossy([.caption, .typeAtURL] + .everyFile)),
        Row(
            "message.send",
            "sticker",
            .lossy([.fileName, .caption] + .everyFile),
            .assumed
        ),
        Row("message.send", "list", .unsupported("no type of message is a menu"), .assumed),
        Row("message.send", "buttons", .unsupported("no type of message has buttons"), .assumed),
        Row("message.send", "poll", .unsupported("no type of message is a poll"), .assumed),
        Row("message.send", "reply", .unsupported("no type of message is a choice"), .assumed),
        Row("message.revoke", nil, .unsupported("no call deletes a message"), .assumed),
    ]

    private static let chats: [Row] =
        [
            Row("message.mark_read", "read", .lossy([.wholeChat]), .assumed),
            Row("message.mark_read", "unread", .lossy([.wholeChat]), .assumed),
            Row("presence.self", "online", .exact, .assumed),
            Row("presence.self", "offline", .exact, .assumed),
        ] + SendChatPresence.variants.map { Row("presence.chat", $0, .exact, .assumed) }

    private static let contacts: [Row] =
        [Row("contact.check", nil, .unsupported("no call checks numbers"), .assumed)]
        + GetProfilePicture.variants.map {
            Row("contact.picture", $0, .unsupported("no call shows pictures"), .assumed)
        }
        + BlockContact.variants.map {
            Row("contact.block", $0, .unsupported("no call blocks contacts"), .assumed)
        }
        + [Row("contact.blocklist", nil, .unsupported("no call lists who is blocked"), .assumed)]

    private static let groups: [Row] =
        [Row("group.create", nil, noGroups, .assumed)]
        + ListGroups.variants.map { Row("group.list", $0, noGroups, .assumed) }
        + [Row("group.info", nil, noGroups, .assumed)]
        + ChangeParticipants.variants.map { Row("group.participants", $0, noGroups, .assumed) }
        + RestrictGroup.variants.map { Row("group.restrict", $0, noGroups, .assumed) }
        + [Row("group.leave", nil, noGroups, .assumed)]

    private static let account: [Row] = [
        Row("privacy.get", nil, .unsupported("no call is about privacy"), .assumed),
        Row("privacy.set", nil, .unsupported("no call is about privacy"), .assumed),
    ]

    private static let noGroups = Ability.unsupported("the calls about groups are not published")
}

extension [Loss] {
    /// What no message has.
    fileprivate static let everyMessage = [
        Loss(Loss.Path.quoted, .dropped, "no message answers another"), .forwarded, .marksRead,
        // The pages name digits and groups; that a LID is reached as well is assumed.
        Loss(
            Loss.Path.lidRecipient,
            .approximated,
            "whether somebody is reached by LID is unknown"
        ),
    ]

    /// What no file has.
    fileprivate static let everyFile =
        everyMessage + [
            .viewOnce, .gif,
            Loss(
                Loss.Path.inlineBytes,
                .approximated,
                "the file is offered at a URL of the gateway for a short time"
            ),
        ]
}

extension Loss {
    fileprivate static let restart = Loss(
        Loss.always,
        .approximated,
        "what is connected stays so, anything else is started"
    )
    fileprivate static let film = Loss(Loss.always, .approximated, "films go as documents")
    fileprivate static let voice = Loss(
        Loss.always,
        .approximated,
        "sound files and voice notes are one type"
    )
}
