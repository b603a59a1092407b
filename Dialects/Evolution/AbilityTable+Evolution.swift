import DialectKit

extension AbilityTable {
    /// What an Evolution server of 2.3.6 carries, a row for each command and variant.
    ///
    /// *observed* is what was read in its source. Commands whose only evidence is a guess are
    /// marked *assumed*.
    static let evolution = AbilityTable(
        instances + sends + messages + contacts + groups + account
    )

    private static let instances: [Row] = [
        Row("instance.connect", "qr", .exact, .observed),
        Row("instance.connect", "code", .exact, .observed),
        Row("instance.disconnect", nil, .exact, .observed),
        Row("instance.restart", nil, .exact, .observed),
    ]

    private static let sends: [Row] = SendMessage.variants.map { kind in
        kind == "reply"
            ? Row(
                "message.send",
                kind,
                .unsupported("choices in menus are made by people, there is no call for them"),
                .observed
            )
            : Row("message.send", kind, .lossy(Losses.ofSends(kind)), .observed)
    }

    private static let messages: [Row] = [
        Row("message.mark_read", "read", .lossy(Losses.ofReads), .observed),
        Row("message.mark_read", "unread", .exact, .observed),
        Row("message.revoke", nil, .exact, .observed),
    ]

    private static let contacts: [Row] = [
        Row("contact.check", nil, .lossy([Losses.unchecked]), .observed),
        Row("contact.picture", "person", .exact, .observed),
        Row("contact.picture", "group", .exact, .observed),
        Row("contact.block", "block", .exact, .observed),
        Row("contact.block", "unblock", .exact, .observed),
        Row("contact.blocklist", nil, .unsupported("no call lists who is blocked"), .assumed),
    ]

    private static let groups: [Row] = [
        Row("group.create", nil, .exact, .observed),
        Row("group.list", "all", .exact, .observed),
        Row("group.list", "administered", .exact, .observed),
        Row("group.info", nil, .exact, .observed),
        Row("group.participants", "add", .exact, .observed),
        Row("group.participants", "remove", .exact, .observed),
        Row("group.participants", "promote", .exact, .observed),
        Row("group.participants", "demote", .exact, .observed),
        Row("group.restrict", "sending", .exact, .observed),
        Row("group.restrict", "settings", .exact, .observed),
        Row("group.leave", nil, .exact, .observed),
    ]

    private static let account: [Row] = [
        Row("privacy.get", nil, .lossy([Losses.calls, .unknownAudience]), .observed),
        Row("privacy.set", nil, .lossy([Losses.callSetting, .unknownAudience]), .observed),
        Row("presence.self", "online", .exact, .observed),
        Row("presence.self", "offline", .exact, .observed),
        Row("presence.chat", "composing", .lossy([Losses.typing]), .observed),
        Row("presence.chat", "recording", .lossy([Losses.typing]), .observed),
        Row("presence.chat", "paused", .exact, .observed),
    ]
}
