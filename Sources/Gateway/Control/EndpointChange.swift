internal import Canonical
internal import DialectKit
internal import Engine

/// What a request of the control API says about an endpoint; what it does not say stays.
struct EndpointChange: Sendable {
    /// What becomes of the secrets of the Standard Webhooks signature.
    enum StandardChange: Equatable, Sendable {
        /// They stay.
        case keep
        /// Nothing is signed that way any more.
        case clear
        /// This one signs from now on, beside the newest of before.
        case add(String)
        /// A fresh one does.
        case generated
        /// Only the newest goes on: a rotation is over.
        case newestOnly
    }

    /// Whether the receiver is to be asked first.
    private(set) var asksReceiver = false
    /// A secret that is made by the change, to be shown once.
    private(set) var freshSecret: String?
    /// A secret of the Standard Webhooks signature that is, likewise.
    private(set) var freshStandardSecret: String?
    private var url: String?
    private var isEnabled: Bool?
    private var events: [String]?
    private var instances: [InstanceID]?
    private var options: [String: String]?
    private var baseURL: String?
    private var secret = SetWebhook.SecretChange.keep
    private var standard = StandardChange.keep

    init(_ call: ControlCall) throws(CommandFailure) {
        let names = try call.read { body throws(WireError) in
            url = try body.optionalString("url")
            asksReceiver = try body.optionalBool("challenge") ?? false
            isEnabled = try body.optionalBool("enabled")
            events = try body.optionalStrings("events", limit: 64)
            baseURL = try body.optionalString("base_url")
            options = try Self.options(body)
            secret = try Self.secret(body)
            standard = try Self.standard(body)
            return try body.optionalStrings("instances", limit: 256)
        }
        if case .generated = secret { freshSecret = StandardSecret.fresh() }
        if standard == .generated { freshStandardSecret = StandardSecret.fresh() }
        guard let names else { return }
        var instances: [InstanceID] = []
        for name in names {
            guard let instance = call.engine.instance(name) else {
                throw CommandFailure(.requestInvalid, "Instance not found", field: "instances")
            }
            instances.append(instance.id)
        }
        self.instances = instances
    }

    /// Changes the endpoint, each time in the same way.
    func apply(to endpoint: inout WebhookEndpoint) {
        endpoint.url = url ?? endpoint.url
        endpoint.events = events ?? endpoint.events
        endpoint.instances = instances ?? endpoint.instances
        endpoint.options = options ?? endpoint.options
        endpoint.baseURL = baseURL ?? endpoint.baseURL
        if let isEnabled {
            endpoint.isEnabled = isEnabled
            endpoint.disabledReason = nil
        }
        switch secret {
        case .keep: break
        case .clear: endpoint.secret = nil
        case .chosen(let secret):
            endpoint.secret = secret
            endpoint.isSecretChosen = true
        case .generated:
            endpoint.secret = freshSecret
            endpoint.isSecretChosen = false
        }
        switch standard {
        case .keep: break
        case .clear: endpoint.standardSecrets = []
        case .add(let secret): endpoint.rotate(to: secret)
        case .generated:
            if let fresh = freshStandardSecret { endpoint.rotate(to: fresh) }
        case .newestOnly: endpoint.standardSecrets = Array(endpoint.standardSecrets.prefix(1))
        }
    }

    private static func options(_ body: WireObject) throws(WireError) -> [String: String]? {
        guard let object = try body.optionalObject("options") else { return nil }
        guard object.json.members.count <= 32 else { throw body.invalid("options", "are too many") }
        var options: [String: String] = [:]
        for (name, value) in object.json.members {
            guard let text = value.string else { throw object.wrongType(name, "a string") }
            options[name] = text
        }
        return options
    }

    private static func secret(_ body: WireObject) throws(WireError) -> SetWebhook.SecretChange {
        if try body.optionalBool("generate_secret") == true { return .generated }
        if body.json["secret"] == .null { return .clear }
        guard let text = try body.optionalString("secret") else { return .keep }
        guard !text.isEmpty, text.utf8.count <= 1024 else {
            throw body.invalid("secret", "must have 1 to 1024 bytes")
        }
        return .chosen(text)
    }

    private static func standard(_ body: WireObject) throws(WireError) -> StandardChange {
        if body.json["standard_secret"] == .null { return .clear }
        switch try body.optionalString("standard_secret") {
        case nil: return .keep
        case "generate"?: return .generated
        case "newest-only"?: return .newestOnly
        case let text? where StandardSecret.isValid(text): return .add(text)
        default:
            let rule = "must be generate, newest-only, or whsec_ and 24 to 64 bytes in base64"
            throw body.invalid("standard_secret", rule)
        }
    }
}

extension WebhookEndpoint {
    /// Signs with this secret from now on, and with the newest of before until that is retired.
    fileprivate mutating func rotate(to secret: String) {
        standardSecrets = [secret] + standardSecrets.filter { $0 != secret }.prefix(1)
    }
}
