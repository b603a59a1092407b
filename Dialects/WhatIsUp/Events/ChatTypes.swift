import DialectKit

/// Of which chats an endpoint gets messages; the newer generation's pages alone have it.
enum ChatTypes: String, CaseIterable, Sendable {
    case all
    case directOnly = "direct_only"
    case groupsOnly = "groups_only"

    private static let key = "chat_type_filter"

    /// Reads the member, nil when it is not there.
    init?(in object: WireObject) throws(WireError) {
        guard let word = try object.optionalString(Self.key) else { return nil }
        guard let types = ChatTypes(rawValue: word) else {
            throw object.invalid(
                Self.key,
                "must be one of all, direct_only, groups_only",
                value: word
            )
        }
        self = types
    }

    /// What was registered, nil when nothing was.
    init?(of endpoint: WebhookEndpoint) {
        guard let word = endpoint.options[Self.key] else { return nil }
        self.init(rawValue: word)
    }

    /// How an endpoint keeps it.
    var options: [String: String] { [Self.key: rawValue] }

    /// Whether events of the chat are told, as all are that belong to no chat.
    func admits(_ chat: Address?) -> Bool {
        guard let chat else { return true }
        switch self {
        case .all: return true
        case .directOnly: return !chat.isGroup
        case .groupsOnly: return chat.isGroup
        }
    }
}
