import DialectKit

/// What must be known to speak for an instance of a ZapyAPI account.
enum ZapyAPISetting {
    static let apiKey = "api_key"
    static let instance = "instance_id"

    static let all = [
        UpstreamSetting(apiKey, "The account's key, sent as x-api-key", isSecret: true),
        UpstreamSetting(instance, "The instance's id at the vendor"),
        UpstreamSetting(
            UpstreamSetting.webhookSecretName,
            "The secret that webhooks are signed with; any text that is hard to guess",
            isSecret: true,
            isRequired: false
        ),
    ]
}
