import Canonical

/// Made-up outcomes of the model's commands, always the same.
extension SamplePerformer {
    private static let now = Timestamp(milliseconds: 1_700_000_000_000)
    private static let phone = Address(parsing: "5511988888888") ?? .status

    /// A made-up instance that is connected.
    static let instance: Instance = {
        var instance = Instance(
            id: InstanceID("instance"),
            tenant: TenantID("tenant"),
            name: "Sample",
            createdAt: now
        )
        instance.state = .connected
        if let number = phone.phone {
            instance.account = LinkedAccount(phone: number, device: 1, pushName: "Sample")
        }
        return instance
    }()

    private static let group = Group(
        id: .group("120363000000000001"),
        subject: "Sample",
        owner: phone,
        createdAt: now,
        participants: [Participant(address: phone, role: .superadmin)]
    )

    private static let endpoint = WebhookEndpoint(
        id: "whk_01M7Z2SY3QKYTCM0C9CXF6MDBC",
        dialect: DialectID("sample"),
        tenant: TenantID("tenant"),
        instance: nil,
        url: "https://example.com/",
        createdAt: now,
        updatedAt: now
    )

    private static let delivery = Delivery(
        id: "dlv_01M7Z2SY3QKYTCM0C9CXF6MDBC",
        endpoint: endpoint.id,
        dialect: endpoint.dialect,
        tenant: endpoint.tenant,
        instance: instance.id,
        eventID: "01M7Z2SY3QKYTCM0C9CXF6MDBC",
        sequence: 1,
        kind: "message.received",
        createdAt: now,
        updatedAt: now
    )

    private static let key = APIKey(
        id: "key_01M7Z2SY3QKYTCM0C9CXF6MDBC",
        dialect: endpoint.dialect,
        tenant: endpoint.tenant,
        instance: nil,
        name: "Sample",
        prefix: "sample_",
        createdAt: now
    )

    /// An outcome of the command's own type, nil when there is none for it here.
    static func sample(for command: any Command) -> (any Sendable)? {
        instanceSample(for: command) ?? messageSample(for: command) ?? groupSample(for: command)
            ?? accountSample(for: command)
    }

    private static func instanceSample(for command: any Command) -> (any Sendable)? {
        switch command {
        case is CreateInstance, is GetInstance, is ConnectInstance, is RestartInstance,
            is RenameInstance, is DeleteInstance:
            instance
        case is ListInstances: ListInstances.Outcome(instances: [instance], total: 1)
        case is DisconnectInstance:
            DisconnectInstance.Outcome(instance: instance, wasActive: true)
        case is SetWebhook: endpoint
        case is GetWebhook: GetWebhook.Outcome(endpoint: endpoint)
        case is RemoveWebhook: RemoveWebhook.Outcome(existed: true)
        case is ListWebhooks: [endpoint]
        case is ListDeliveries: [delivery]
        case is GetDelivery: delivery
        case is IssueKey: IssueKey.Outcome(key: key, secret: "secret")
        case is ListKeys: [key]
        case is RevokeKey: key
        default: nil
        }
    }

    private static func messageSample(for command: any Command) -> (any Sendable)? {
        switch command {
        case let send as SendMessage: sent(to: send.recipient, send.content)
        case let send as SendToMany:
            SendToMany.Outcome(
                sent: send.recipients.map { sent(to: $0, send.content) },
                failed: []
            )
        case is MarkChat: MarkChat.Outcome()
        case let revoke as RevokeMessage: message(to: revoke.chat, .text(TextContent("Sample")))
        case let find as FindMessages:
            FindMessages.Outcome(
                messages: [message(to: find.chat ?? phone, .text(TextContent("Sample")))]
            )
        case is GetChat: EventSurroundings()
        default: nil
        }
    }

    private static func groupSample(for command: any Command) -> (any Sendable)? {
        switch command {
        case is CreateGroup, is GetGroup, is RestrictGroup: group
        case is ListGroups: [group]
        case let change as ChangeParticipants: change.participants
        case is LeaveGroup: LeaveGroup.Outcome()
        default: nil
        }
    }

    private static func accountSample(for command: any Command) -> (any Sendable)? {
        switch command {
        case let check as CheckNumbers:
            check.numbers.map { CheckNumbers.Answer(asked: $0, resolved: $0) }
        case is GetProfilePicture: GetProfilePicture.Outcome(url: "https://example.com/p.jpg")
        case is BlockContact: BlockContact.Outcome()
        case is ListBlocked: [phone]
        case is GetPrivacy, is SetPrivacy:
            Dictionary(PrivacySetting.allCases.map { ($0, PrivacyAudience.all) }) { $1 }
        case is SetAvailability: SetAvailability.Outcome()
        case is SendChatPresence: SendChatPresence.Outcome()
        default: nil
        }
    }

    private static func sent(to chat: Address, _ content: Content) -> SendMessage.Outcome {
        SendMessage.Outcome(message: message(to: chat, content))
    }

    private static func message(to chat: Address, _ content: Content) -> Message {
        Message(
            id: MessageID("3EB0000000000000000000"),
            chat: chat,
            sender: phone,
            isFromMe: true,
            isFromAPI: true,
            sentAt: now,
            content: content
        )
    }
}
