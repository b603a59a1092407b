/// Something that a dialect must or may be told of an account before it can be spoken.
public struct UpstreamSetting: Equatable, Sendable {
    /// Its name: `token`.
    public let name: String
    /// What it is, in one English sentence without a full stop.
    public let about: String
    /// Whether it is kept sealed and never shown again.
    public let isSecret: Bool
    /// Whether nothing works without it.
    public let isRequired: Bool

    /// Describes a setting.
    public init(_ name: String, _ about: String, isSecret: Bool = false, isRequired: Bool = true) {
        self.name = name
        self.about = about
        self.isSecret = isSecret
        self.isRequired = isRequired
    }
}

extension UpstreamSetting {
    /// The name that the secret of webhooks has in every dialect whose vendor proves them.
    public static let webhookSecretName = "webhook_secret"
}
