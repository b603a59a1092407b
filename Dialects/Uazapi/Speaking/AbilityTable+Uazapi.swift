import DialectKit

extension AbilityTable {
    /// What uazapi carries.
    ///
    /// Refused with an explanation, whatever the row says: menus whose choices have bars, line ends
    /// or unnamed later sections, and buttons under anything but a picture.
    static let uazapi = AbilityTable(instance + sends + chats + contacts + groups + account)

    /// Why choices cannot be sent.
    static let uazapiReplyReason = "Nothing sends a choice in somebody else's menu"

    private static let instance = [
        Row("instance.connect", "qr", .lossy([.textOfCode]), .observed),
        Row("instance.connect", "code", .exact, .observed),
        Row("instance.disconnect", nil, .exact),
        Row("instance.restart", nil, .exact),
    ]

    private static let sends =
        [Row("message.send", "text", .exact)]
        + MediaContent.Kind.allCases.map { kind in
            let losses = mediaLosses(kind)
            return Row("message.send", kind.rawValue, losses.isEmpty ? .exact : .lossy(losses))
        } + [
            Row("message.send", "list", .lossy([heading("list.title"), forwarded])),
            Row("message.send", "buttons", .lossy([heading("buttons.title"), forwarded])),
            Row("message.send", "poll", .lossy([forwarded])),
            Row("message.send", "reply", .unsupported(uazapiReplyReason)),
        ]

    private static let forwarded = Loss(
        "forwarded",
        .dropped,
        "Menus, buttons and polls have no mark of forwarding"
    )

    private static func heading(_ path: String) -> Loss {
        Loss(path, .approximated, "The heading stands in bold before the words")
    }

    private static func mediaLosses(_ kind: MediaContent.Kind) -> [Loss] {
        let type = MediaType(MediaContent(kind: kind, source: .bytes([])))
        var losses: [Loss] = []
        if kind != .document {
            losses.append(Loss("file_name", .dropped, "Only documents have a name"))
        }
        if !type.allowsCaption {
            losses.append(Loss("caption", .dropped, "Nothing can stand under such a file"))
        }
        if !type.allowsViewOnce {
            losses.append(Loss("view_once", .dropped, "Such a file can be opened for ever"))
        }
        if kind != .video { losses.append(Loss("gif", .dropped, "Only films play in a loop")) }
        return losses
    }

    private static let chats = [
        Row("message.mark_read", "read", .lossy([wholeChat])),
        Row("message.mark_read", "unread", .lossy([wholeChat])),
        Row("message.revoke", nil, .exact),
    ]

    private static let wholeChat = Loss("up_to", .approximated, "A chat is marked as a whole")

    private static let contacts =
        [Row("contact.check", nil, .exact, .observed)]
        + exact("contact.picture", GetProfilePicture.variants)
        + exact("contact.block", BlockContact.variants)

    private static let groups =
        [Row("group.create", nil, .exact)]
        + exact("group.list", ListGroups.variants)
        + [Row("group.info", nil, .exact)]
        + exact("group.participants", ChangeParticipants.variants)
        + exact("group.restrict", RestrictGroup.variants)
        + [Row("group.leave", nil, .exact)]

    private static let account =
        [Row("privacy.get", nil, .exact), Row("privacy.set", nil, .exact)]
        + exact("presence.self", SetAvailability.variants)
        + exact("presence.chat", SendChatPresence.variants)

    private static func exact(_ command: String, _ variants: [String]) -> [Row] {
        variants.map { Row(command, $0, .exact) }
    }
}
