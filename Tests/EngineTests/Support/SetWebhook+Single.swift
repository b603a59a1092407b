import Canonical

extension SetWebhook {
    /// Asks for the one endpoint of the caller's instance, replacing all it was.
    init(url: String, secret: String? = nil, isEnabled: Bool = true) {
        self.init(
            .single,
            url: url,
            secret: secret.map(SecretChange.chosen) ?? .clear,
            isEnabled: isEnabled
        )
    }
}
