import DialectKit

/// Canonical values that several tests speak of.
enum Samples {
    static let ana = address("551199999999@s.whatsapp.net")
    static let bia = address("551188888888@s.whatsapp.net")
    static let team = address("120363041490582303@g.us")
    static let ninth = address("5511999999999@s.whatsapp.net")
    static let noon = Timestamp(milliseconds: 1_704_067_200_000)

    static func address(_ text: String) -> Address { Address(parsing: text) ?? .status }

    static func phone(_ digits: String) -> PhoneNumber? { PhoneNumber(digits) }

    /// A sent message.
    static func sent(
        _ content: Content,
        id: String = "BAE5E1B0B0627AD9",
        to chat: Address = ana,
        at seconds: Int64 = 1_658_264_653,
        quoting quote: Quote? = nil
    ) -> SendMessage.Outcome {
        let message = Message(
            id: MessageID(id),
            chat: chat,
            sender: bia,
            isFromMe: true,
            isFromAPI: true,
            sentAt: Timestamp(milliseconds: seconds * 1000 + 7),
            content: content,
            quoted: quote
        )
        return SendMessage.Outcome(message: message)
    }

    /// The file of mega-API's documented answer.
    static let kept = KeptMedia(
        sha256: "6f088873b84cb8c176d012969977430e3f3a692222d6e26f596644a46e392dc7",
        byteCount: 10_527,
        mediaType: "application/pdf",
        mediaKey: "htt1ZMGaNR4uASHMnod/BrptPtXcr4LBaQhK/cd9iy8=",
        encryptedSHA256: "pRgNlhsG/p3wJqTBFJGpotdBBfUUoFG57G9emex/Jc8=",
        directPath: "/v/t62.7119-24/34637413.enc?ccb=11-4&oh=01&oe=62FC1CC0",
        encryptedURL: "https://mmg.whatsapp.net/d/f/Aj6_GzzU7aOz.enc"
    )

    static func media(_ kind: MediaContent.Kind, fileName: String? = nil, caption: String? = nil)
        -> Content
    {
        .media(
            MediaContent(kind: kind, source: .kept(kept), fileName: fileName, caption: caption)
        )
    }

    /// A group with its maker and one plain member.
    static let group = Group(
        id: team,
        subject: "Nome do Grupo",
        owner: bia,
        createdAt: Timestamp(milliseconds: 1_658_323_320_000),
        participants: [
            Participant(address: bia, role: .superadmin), Participant(address: ana, role: .member),
        ]
    )

    /// An instance in that state, with an account when it ever had one.
    static func instance(_ state: LinkState, hasAccount: Bool = true) -> Instance {
        var instance = Instance(
            id: InstanceID("01J"),
            tenant: TenantID("tenant"),
            name: "My WhatsApp Instance",
            names: [
                DialectID("megaapi"): "megastart-abc", DialectID("zapyapi"): "instance-123",
            ],
            createdAt: noon
        )
        instance.state = state
        if hasAccount, let phone = phone("5511999999999") {
            instance.account = LinkedAccount(
                phone: phone,
                device: 6,
                lid: "5511999999999",
                pushName: "My Company",
                pictureURL: "https://example.com/profile-pic.jpg"
            )
        }
        return instance
    }

    /// A QR code that waits.
    static let awaitingQR = LinkState.awaitingPairing(
        PairingCode(
            method: .qr(
                text: "2@abc",
                imageURL: "data:image/png;base64,iVBORw0KGgoAAAANSUhEUgAA..."
            ),
            attempt: 1,
            expiresAt: Timestamp(milliseconds: 1_672_531_200_000)
        )
    )

    /// A typed code that waits.
    static var awaitingCode: LinkState {
        guard let phone = phone("5511999999999") else { return .created }
        return .awaitingPairing(
            PairingCode(
                method: .code("ABCD1234", phone: phone),
                attempt: 1,
                expiresAt: Timestamp(milliseconds: 1_672_531_200_000)
            )
        )
    }

    /// Every state of a link, by way of one of each.
    static let everyState: [LinkState] = [
        .created, .starting, awaitingQR, .pairingExpired, .connected, .reconnecting, .paused,
        .disconnected, .loggedOut, .failed("gone"),
    ]

    static let endpoint = WebhookEndpoint(
        id: "webhook-config-uuid",
        dialect: DialectID("any"),
        tenant: TenantID("t"),
        instance: InstanceID("i"),
        url: "https://api.example.com/webhooks/whatsapp",
        secret: "your-secret-key",
        isEnabled: true,
        createdAt: noon,
        updatedAt: noon
    )
}
