import DialectKit

/// The body of `POST /api/instances`.
struct CreateInstanceBody: WireDecodable {
    let name: String

    /// Reads a name of 3 to 100 characters, counted as JavaScript counts them.
    init(from object: WireObject) throws(WireError) {
        name = try object.filledString("name")
        guard (3...100).contains(name.utf16.count) else {
            throw object.invalid("name", "must be between 3 and 100 characters")
        }
    }
}

/// The body of `POST /api/instances/{instanceId}/webhook-config`.
///
/// `isActive` is said to be required and to be true by default; the default wins. An empty secret is
/// none.
struct WebhookConfigBody: WireDecodable {
    private let url: String
    private let secret: String
    private let isActive: Bool

    init(from object: WireObject) throws(WireError) {
        url = try object.httpURL("webhookUrl")
        secret = try object.optionalString("secret") ?? ""
        isActive = try object.optionalBool("isActive") ?? true
    }

    /// What it asks for; files in events are named under the URL by which the caller came.
    func command(baseURL: String) -> SetWebhook {
        SetWebhook(
            .single,
            url: url,
            secret: secret.isEmpty ? .clear : .chosen(secret),
            isEnabled: isActive,
            baseURL: baseURL
        )
    }
}

/// The body of `POST /api/instances/{instanceId}/check-numbers`.
struct CheckNumbersBody: WireDecodable {
    let numbers: [AskedNumber]

    /// Those that are numbers, in their order.
    var addresses: [Address] {
        var addresses: [Address] = []
        addresses.reserveCapacity(numbers.count)
        for number in numbers { if let address = number.address { addresses.append(address) } }
        return addresses
    }

    init(from object: WireObject) throws(WireError) {
        let texts = try object.strings("numbers")
        guard !texts.isEmpty else { throw object.invalid("numbers", "must not be empty") }
        self.init(texts)
    }

    init?(usual json: Span<UInt8>) {
        guard let texts = JSONReader.texts(json, only: "numbers"), texts.count <= 1024 else {
            return nil
        }
        self.init(texts)
    }

    private init(_ texts: [String]) {
        numbers = texts.map { AskedNumber(text: $0, address: Address(recipient: $0)) }
    }
}

/// A number as it was sent, which the answer repeats, and what it was read as.
struct AskedNumber {
    let text: String
    let address: Address?
}

/// The body of `POST /api/instances/{instanceId}/presence`.
///
/// `to` is required also where the account's own presence changes and no chat is concerned.
struct PresenceBody: WireDecodable {
    /// What `presence` means: something in the chat, or the account's own presence.
    enum Presence {
        case chat(SendChatPresence.Activity)
        case account(isAvailable: Bool)
    }

    let chat: Address
    let presence: Presence

    init(from object: WireObject) throws(WireError) {
        chat = try object.recipient("to")
        let text = try object.filledString("presence")
        switch text {
        case "available": presence = .account(isAvailable: true)
        case "unavailable": presence = .account(isAvailable: false)
        default:
            guard let activity = SendChatPresence.Activity(rawValue: text) else {
                throw object.invalid(
                    "presence",
                    "must be one of composing, recording, paused, available, unavailable",
                    value: text
                )
            }
            presence = .chat(activity)
        }
    }
}
