import DialectKit

extension AbilityTable {
    /// What uazapi carries.
    ///
    /// Refused with an explanation, whatever the row says: menus whose choices have bars, line ends
    /// or unnamed later sections, and buttons under anything but a picture.
    static let uazapi = AbilityTable(instance + sends + chats + contacts + groups + account)

    /// Why choices cannot be sent.
    static let uazapiReplyReason = "nothing sends a choice in somebody else's menu"

    private static let instance = [
        Row("instance.connect", "qr", .lossy([.textOfCode]), .observed),
        // A pairing by QR code that runs goes on; a restart without a login begins one.
        Row("instance.connect", "code", .lossy([.textOfCode]), .observed),
        Row("instance.disconnect", nil, .exact),
        Row("instance.restart", nil, .lossy([.textOfCode])),
    ]

    private static let sends =
        [Row("message.send", "text", .exact)]
        + MediaContent.Kind.allCases.map { kind in
            let losses = mediaLosses(kind)
            return Row("message.send", kind.rawValue, losses.isEmpty ? .exact : .lossy(losses))
        } + [
            Row("message.send", "list", .lossy([heading(Loss.Path.listTitle), forwarded])),
            Row("message.send", "buttons", .lossy([heading(Loss.Path.buttonsTitle), forwarded])),
            Row("message.send", "poll", .lossy([forwarded])),
            Row("message.send", "reply", .unsupported(uazapiReplyReason)),
        ]

    private static let forwarded = Loss(
        Loss.Path.forwarded,
        .dropped,
        "menus, buttons and polls have no mark of forwarding"
    )

    private static func heading(_ path: String) -> Loss {
        Loss(path, .approximated, "the heading stands in bold before the words")
    }

    private static func mediaLosses(_ kind: MediaContent.Kind) -> [Loss] {
        let type = MediaType(MediaContent(kind: kind, source: .bytes([])))
        var losses: [Loss] = []
        if kind != .document { losses.append(.fileName) }
        if !type.allowsCaption { losses.append(.caption) }
        if !type.allowsViewOnce { losses.append(.viewOnce) }
        if kind != .video { losses.append(.gif) }
        return losses
    }

    private static let chats = [
        Row("message.mark_read", "read", .lossy([.wholeChat])),
        Row("message.mark_read", "unread", .lossy([.wholeChat])),
        Row("message.revoke", nil, .exact),
    ]

    private static let contacts =
        [Row("contact.check", nil, .exact, .observed)]
        + exact("contact.picture", GetProfilePicture.variants)
        + exact("contact.block", BlockContact.variants)
        + [Row("contact.blocklist", nil, .exact)]

    private static let groups =
        [Row("group.create", nil, .exact)]
        + exact("group.list", ListGroups.variants)
        + [Row("group.info", nil, .exact)]
        + exact("group.participants", ChangeParticipants.variants)
        + exact("group.restrict", RestrictGroup.variants)
        + [Row("group.leave", nil, .exact)]

    private static let account =
        [
            Row("privacy.get", nil, .lossy([.unknownAudience])),
            Row("privacy.set", nil, .lossy([.unknownAudience])),
        ]
        + exact("presence.self", SetAvailability.variants)
        + exact("presence.chat", SendChatPresence.variants)

    private static func exact(_ command: String, _ variants: [String]) -> [Row] {
        variants.map { Row(command, $0, .exact) }
    }
}
