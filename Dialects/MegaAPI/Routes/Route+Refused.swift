import DialectKit

extension Route {
    /// Operations that the vendor has and the gateway does not carry out, with why.
    static let refused: [Route] =
        content.map { refusing(.post, "sendMessage/{key}/\($0)", "No such content is carried") }
        + chatState.map { refusing(.post, "chat/{key}/\($0)", "No such chat state is kept") }
        + profile.map { refusing(.post, "instance/\($0)/{key}", "The profile is not changed") }
        + history.map { refusing(.get, "instance/\($0)/{key}", "The vendor stores no messages") }
        + [
            refusing(.post, "instance/downloadMediaMessage/{key}", "Media are not decrypted"),
            refusing(.get, "group/{key}/groupInviteCode", "Invite codes are not carried"),
        ] + reseller

    private static let content = [
        "textToMany", "textMentioned", "location", "sendLinkPreview", "listMessageToMany",
        "contactMessage", "forwardMessage", "templateMessageToMany", "templateMessageWithMedia",
        "buttonMessage", "image", "video", "audio", "document",
    ]
    private static let chatState = [
        "readMessage", "deleteMessageFromMe", "pinChat", "archiveChat",
    ]
    private static let profile = ["setProfilePictureUrl", "setProfileName", "setProfileStatus"]
    private static let history = ["chats", "contacts", "messages"]

    /// Dedicated hosts make instances by API; here the operator does, as in the vendor's panel.
    private static let reseller = [
        refusing(.post, "instance/init", "Instances are made by the operator"),
        refusing(.get, "instance", "Instances are listed by the operator"),
        refusing(.get, "instance/list", "Instances are listed by the operator"),
        refusing(.get, "instance/fetchInstances", "Instances are listed by the operator"),
        refusing(.delete, "instance/{key}", "Instances are removed by the operator"),
        refusing(.delete, "instance/{key}/delete", "Instances are removed by the operator"),
        refusing(.delete, "instance/{key}/reset", "Instances are removed by the operator"),
    ]

    /// A row of the table; the operation is what is fixed in the path.
    private static func refusing(
        _ method: HTTPMethod,
        _ path: String,
        _ reason: String
    ) -> Route {
        let fixed = path.split(separator: "/").filter { $0 != "{key}" }.joined(separator: ".")
        return Route(
            refusing: method,
            PathPattern("/rest/\(path)"),
            fixed == "instance" ? "instance.\(method == .get ? "all" : "remove")" : fixed,
            because: reason,
            access: path.contains("{key}") ? .instanceToken : .anyToken
        )
    }
}
