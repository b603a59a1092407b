import DialectKit

/// A type of command, as the tables name it.
struct CommandKind: Sendable {
    /// The command's name: `message.send`.
    let name: String
    /// The variants in which it comes, one nil where upstreams tell none apart.
    let variants: [String?]

    init(_ type: any Command.Type) {
        name = type.traits.name
        variants = type.variants.isEmpty ? [nil] : type.variants
    }

    /// What upstreams carry, in the order of the tables.
    static let carried: [CommandKind] = [
        CommandKind(ConnectInstance.self), CommandKind(DisconnectInstance.self),
        CommandKind(RestartInstance.self), CommandKind(SendMessage.self),
        CommandKind(SendToMany.self), CommandKind(MarkChat.self), CommandKind(RevokeMessage.self),
        CommandKind(CheckNumbers.self), CommandKind(GetProfilePicture.self),
        CommandKind(BlockContact.self), CommandKind(ListBlocked.self),
        CommandKind(CreateGroup.self),
        CommandKind(ListGroups.self), CommandKind(GetGroup.self),
        CommandKind(ChangeParticipants.self), CommandKind(RestrictGroup.self),
        CommandKind(LeaveGroup.self), CommandKind(GetPrivacy.self), CommandKind(SetPrivacy.self),
        CommandKind(SetAvailability.self), CommandKind(SendChatPresence.self),
    ]

    /// What the gateway carries out itself, whatever the upstream.
    static let kept: [CommandKind] = [
        CommandKind(CreateInstance.self), CommandKind(ListInstances.self),
        CommandKind(GetInstance.self), CommandKind(RenameInstance.self),
        CommandKind(DeleteInstance.self), CommandKind(SetWebhook.self),
        CommandKind(GetWebhook.self), CommandKind(ListWebhooks.self),
        CommandKind(RemoveWebhook.self), CommandKind(IssueKey.self), CommandKind(ListKeys.self),
        CommandKind(RevokeKey.self), CommandKind(ListDeliveries.self),
        CommandKind(GetDelivery.self), CommandKind(FindMessages.self), CommandKind(GetChat.self),
    ]

    private static let carriedByName = Dictionary(
        carried.map { ($0.name, $0) },
        uniquingKeysWith: { first, _ in first }
    )
    private static let keptNames = Set(kept.map(\.name))

    /// The command of that name that upstreams carry, nil for any other.
    static func carried(_ name: String) -> CommandKind? { carriedByName[name] }

    /// Whether the gateway carries that command out itself.
    static func isKept(_ name: String) -> Bool { keptNames.contains(name) }
}
